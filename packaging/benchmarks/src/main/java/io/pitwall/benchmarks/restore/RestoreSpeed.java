package io.pitwall.benchmarks.restore;

import io.pitwall.benchmarks.compare.Scratch;
import io.pitwall.local.BrokerProcess;
import io.pitwall.local.KafkaLibs;
import io.pitwall.sink.state.KafkaClients;
import io.pitwall.sink.state.KafkaState;
import io.pitwall.sink.state.LocalState;
import io.pitwall.sink.state.ProcessingGuarantee;
import io.pitwall.sink.state.ShardState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Fills changelogs on a broker in a process of its own, then opens their shards: with no local state, with a whole one, and,
 * as the floor, reads the same partitions with a plain consumer.
 */
@Command(
        name = "benchmark restore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Restores shards from their changelogs and prints MB of keys and values per second, beside what a plain"
                        + " read_committed consumer of the same partitions does.")
final class RestoreSpeed implements Callable<Integer> {

    private static final String INPUT = "rows";
    private static final double MB = 1e6;

    @Option(
            names = "--mb",
            defaultValue = "2000",
            description = "Size of all changelogs together, in MB of keys and values (default: ${DEFAULT-VALUE}).")
    private long megabytes;

    @Option(
            names = "--partitions",
            defaultValue = "1",
            description = "Shards, restored at the same time (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--row-bytes",
            defaultValue = "400",
            description = "Length of a row's value; half of it random (default: ${DEFAULT-VALUE}).")
    private int rowBytes;

    @Option(
            names = "--versions",
            defaultValue = "2",
            description = "How often each row is in the changelog (default: ${DEFAULT-VALUE}).")
    private int versions;

    @Option(
            names = "--state-memory-mb",
            defaultValue = "256",
            description = "state.memory.bytes (default: ${DEFAULT-VALUE}).")
    private long stateMemoryMegabytes;

    @Option(
            names = "--directory",
            description = "For broker and state, on a disk with room (default: a temporary one).")
    private Path directory = Path.of("");

    /** @param args see {@code --help} */
    public static void main(String[] args) {
        System.exit(new CommandLine(new RestoreSpeed()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path scratch = directory.toString().isEmpty()
                ? Files.createTempDirectory("pitwall-restore-")
                : Files.createDirectories(directory);
        // Without compaction, so that every version of a row is there to be replayed.
        Map<String, String> broker = Map.of("log.cleaner.min.compaction.lag.ms", Long.toString(Long.MAX_VALUE));
        try (BrokerProcess process =
                BrokerProcess.create(KafkaLibs.CURRENT.libs(), scratch.resolve("broker"), broker, List.of("-Xmx1g"))) {
            process.start().awaitReady();
            measure(process.bootstrapServers(), scratch);
        }
        Scratch.delete(scratch);
        return CommandLine.ExitCode.OK;
    }

    private void measure(String bootstrapServers, Path scratch) throws Exception {
        createInput(bootstrapServers);
        Changelogs changelogs = new Changelogs(rowBytes, versions, megabytes * 1_000_000 / partitions);
        try (KafkaState filled = state(bootstrapServers, scratch.resolve("first"))) {
            inParallel(partition -> {
                try (ShardState shard = filled.open(INPUT, partition, () -> false)) {
                    changelogs.fill(shard, partition);
                }
            });
        }
        System.out.printf(
                "%,d rows of %d bytes, each %d times, in %d changelog partitions%n",
                changelogs.rows() * partitions, rowBytes, versions, partitions);
        for (int round = 1; round <= 2; round++) {
            print("plain consumer", changelogs, seconds(() -> readAll(bootstrapServers, changelogs)));
            Path local = scratch.resolve("state-" + round);
            print("restore from nothing", changelogs, seconds(() -> openAll(bootstrapServers, local, changelogs)));
            System.out.printf(
                    "warm restart: %.2f s, all rows read once%n",
                    seconds(() -> openAll(bootstrapServers, local, changelogs)));
        }
    }

    private void createInput(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(INPUT, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    private KafkaState state(String bootstrapServers, Path local) {
        KafkaState.Settings settings = new KafkaState.Settings(
                "restore",
                List.of(),
                ProcessingGuarantee.EXACTLY_ONCE,
                new LocalState(local, stateMemoryMegabytes << 20),
                kind -> Changelogs.FORMAT_VERSION);
        return new KafkaState(settings, clients(bootstrapServers), System::currentTimeMillis);
    }

    private static KafkaClients clients(String bootstrapServers) {
        return new KafkaClients(Map.of("bootstrap.servers", bootstrapServers));
    }

    private void openAll(String bootstrapServers, Path local, Changelogs changelogs) throws Exception {
        try (KafkaState state = state(bootstrapServers, local)) {
            inParallel(partition -> {
                try (ShardState shard = state.open(INPUT, partition, () -> false)) {
                    changelogs.check(shard);
                }
            });
        }
    }

    private void readAll(String bootstrapServers, Changelogs changelogs) throws Exception {
        String topic = "pitwall-restore-" + INPUT + "-changelog";
        inParallel(partition -> {
            try (Consumer<byte[], byte[]> consumer = plainConsumer(bootstrapServers)) {
                changelogs.read(consumer, new TopicPartition(topic, partition));
            }
        });
    }

    private static Consumer<byte[], byte[]> plainConsumer(String bootstrapServers) {
        Map<String, Object> configs = Map.of(
                "bootstrap.servers", bootstrapServers, "isolation.level", "read_committed", "max.poll.records", 5_000);
        return new KafkaConsumer<>(configs, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private interface OnPartition {
        void run(int partition);
    }

    private void inParallel(OnPartition work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(partitions);
        try {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (int number = 0; number < partitions; number++) {
                int partition = number;
                running.add(CompletableFuture.runAsync(() -> work.run(partition), threads));
            }
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).get();
        } finally {
            threads.shutdownNow();
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static double seconds(Step step) throws Exception {
        long startedAt = System.nanoTime();
        step.run();
        return (System.nanoTime() - startedAt) / 1e9;
    }

    private void print(String what, Changelogs changelogs, double seconds) {
        System.out.printf(
                "%s: %.1f s, %,.0f MB/s, %,.0f rows/s%n",
                what,
                seconds,
                changelogs.bytes() * partitions / MB / seconds,
                changelogs.records() * partitions / seconds);
    }
}
