package io.pitwall.benchmarks.commit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwall.benchmarks.compare.Scratch;
import io.pitwall.local.BrokerProcess;
import io.pitwall.local.KafkaLibs;
import io.pitwall.sink.state.Commit;
import io.pitwall.sink.state.CommitOutcome;
import io.pitwall.sink.state.Counters;
import io.pitwall.sink.state.KafkaClients;
import io.pitwall.sink.state.KafkaState;
import io.pitwall.sink.state.LocalState;
import io.pitwall.sink.state.Marker;
import io.pitwall.sink.state.ProcessingGuarantee;
import io.pitwall.sink.state.ShardState;
import io.pitwall.sink.state.StateChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commits of several shards, one after the other as a task makes them, beside plain transactions of the same records. */
@Command(
        name = "benchmark commit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Prints how long commits take with several partitions, and how long a row takes to be a visible alert.")
final class CommitLatency implements Callable<Integer> {

    private static final String ROWS = "rows";
    private static final int CHANGE_BYTES = 200;

    @Option(
            names = "--partitions",
            defaultValue = "10",
            description = "Shards of the one task (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--commits",
            defaultValue = "300",
            description = "Commits of each shard, and of each plain producer (default: ${DEFAULT-VALUE}).")
    private int commits;

    @Option(
            names = "--changes",
            defaultValue = "20",
            description = "State rows in each of them (default: ${DEFAULT-VALUE}).")
    private int changes;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "How long rows reach the task (default: ${DEFAULT-VALUE}).")
    private int seconds;

    /** @param args see {@code --help} */
    public static void main(String[] args) {
        System.exit(new CommandLine(new CommitLatency()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path scratch = Files.createTempDirectory("pitwall-commit-");
        try (BrokerProcess broker = BrokerProcess.create(
                KafkaLibs.CURRENT.libs(), scratch.resolve("broker"), Map.of(), List.of("-Xmx1g"))) {
            broker.start().awaitReady();
            createTopics(broker.bootstrapServers());
            for (int round = 1; round <= 2; round++) {
                System.out.println("plain transactions: " + plainTransactions(broker.bootstrapServers(), round));
                System.out.println("commits of shards:  " + shardCommits(broker.bootstrapServers(), scratch, round));
            }
            alerts(broker.bootstrapServers(), scratch);
        }
        Scratch.delete(scratch);
        return CommandLine.ExitCode.OK;
    }

    private void createTopics(String bootstrapServers) throws Exception {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : List.of(ROWS, "plain", "features", "alerts")) {
            topics.add(new NewTopic(name, partitions, (short) 1));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get();
        }
    }

    private static KafkaClients clients(String bootstrapServers) {
        return new KafkaClients(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** What Kafka takes for it at the least. */
    private String plainTransactions(String bootstrapServers, int round) {
        Latencies latencies = new Latencies();
        List<Producer<byte[], byte[]>> producers = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            String id = "plain-" + round + "-" + partition;
            Producer<byte[], byte[]> producer = clients(bootstrapServers).transactionalProducer(id, 1);
            producer.initTransactions();
            producers.add(producer);
        }
        for (int commit = 0; commit < commits; commit++) {
            for (int partition = 0; partition < partitions; partition++) {
                long startedAt = System.nanoTime();
                plainTransaction(producers.get(partition), partition, commit);
                latencies.add(System.nanoTime() - startedAt);
            }
        }
        producers.forEach(Producer::close);
        return latencies.summary();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a send that failed makes the commit fail
    private void plainTransaction(Producer<byte[], byte[]> producer, int partition, int commit) {
        producer.beginTransaction();
        producer.send(output(partition, commit));
        for (StateChange change : changes(commit)) {
            producer.send(new ProducerRecord<>("plain", partition, change.key(), change.value()));
        }
        producer.send(new ProducerRecord<>("plain", partition, new byte[] {0}, new byte[120]));
        producer.commitTransaction();
    }

    private String shardCommits(String bootstrapServers, Path scratch, int round) {
        Latencies latencies = new Latencies();
        KafkaState.Settings settings = new KafkaState.Settings(
                "commits-" + round,
                List.of(),
                ProcessingGuarantee.EXACTLY_ONCE,
                new LocalState(scratch.resolve("state"), 256 << 20),
                kind -> 1);
        try (KafkaState state = new KafkaState(settings, clients(bootstrapServers), System::currentTimeMillis)) {
            List<ShardState> shards = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) {
                shards.add(state.open(ROWS, partition, () -> false));
            }
            for (int commit = 0; commit < commits; commit++) {
                for (int partition = 0; partition < partitions; partition++) {
                    long startedAt = System.nanoTime();
                    commit(shards.get(partition), partition, commit);
                    latencies.add(System.nanoTime() - startedAt);
                }
            }
            shards.forEach(ShardState::close);
        }
        return latencies.summary();
    }

    private void commit(ShardState shard, int partition, int commit) {
        Marker marker = new Marker(commit + 1, 0, commit, 0, Counters.ZERO, shard.inputTopicId(), 1);
        CommitOutcome outcome = shard.commit(new Commit(List.of(output(partition, commit)), changes(commit), marker));
        if (!(outcome instanceof CommitOutcome.Committed)) {
            throw new IllegalStateException("A commit failed: " + outcome);
        }
    }

    private static ProducerRecord<byte[], byte[]> output(int partition, int commit) {
        return new ProducerRecord<>("features", partition, null, ("result " + commit).getBytes(UTF_8));
    }

    private List<StateChange> changes(int commit) {
        List<StateChange> rows = new ArrayList<>();
        for (int row = 0; row < changes; row++) {
            rows.add(new StateChange(("\u0001" + (commit + row)).getBytes(UTF_8), new byte[CHANGE_BYTES]));
        }
        return rows;
    }

    private void alerts(String bootstrapServers, Path scratch) {
        Map<String, String> config = Map.of(
                "name", "latency",
                "topics", ROWS,
                "select", "sum(x) as force",
                "timestamp.column", "t",
                "window.type", "tumbling",
                "window.size.ms", "1000",
                "output.topic", "features",
                "alert.when", "force > 900",
                "alert.topic", "alerts",
                "kafka.bootstrap.servers", bootstrapServers);
        Map<String, String> configWithState = new HashMap<>(config);
        configWithState.put("state.dir", scratch.resolve("task").toString());
        try (TaskUnderLoad task = new TaskUnderLoad(configWithState, ROWS, partitions);
                AlertReader reader = AlertReader.start(clients(bootstrapServers), "alerts", partitions)) {
            task.start();
            task.run(500, 5, 100);
            int warmUp = reader.latencies().count();
            Latencies alerting = task.run(seconds * 100, 5, 100);
            System.out.println("calls of the task that commit an alert: " + alerting.summary());
            System.out.println(
                    "row to visible alert: " + reader.latencies().summary() + " (" + warmUp + " of them to warm up)");
        }
    }
}
