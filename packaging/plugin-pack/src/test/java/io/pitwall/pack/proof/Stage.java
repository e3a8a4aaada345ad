package io.pitwall.pack.proof;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.pitwall.local.BrokerCluster;
import io.pitwall.local.BrokerProcess;
import io.pitwall.local.ConnectRest;
import io.pitwall.local.Folders;
import io.pitwall.local.KafkaLibs;
import io.pitwall.local.PluginPack;
import io.pitwall.local.WorkerConfig;
import io.pitwall.local.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/**
 * Three broker processes and two worker processes with the unpacked zip. Three brokers, since the only broker of a cluster
 * can forget, when it is killed in the middle of a commit, to end the transaction in some of its partitions: see
 * docs/window-sink.md, "What a crash may do".
 */
final class Stage implements AutoCloseable {

    static final int PARTITIONS = 4;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int BROKERS = 3;
    private static final int WORKERS = 2;

    /** Many short lives on few cores: what a compiler gains later is never earned back. */
    private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1");

    /** A dead member of a group is missed after seconds; of the others, {@link ProvenSink} says so itself. */
    private static final Map<String, String> BROKER = Map.of(
            "group.consumer.min.session.timeout.ms", "1000",
            "group.consumer.session.timeout.ms", "4000",
            "group.consumer.min.heartbeat.interval.ms", "500",
            "group.consumer.heartbeat.interval.ms", "1000",
            "controller.quorum.election.timeout.ms", "500",
            "controller.quorum.fetch.timeout.ms", "1500");

    private static final Map<String, String> REPLICATED_WORKER = Map.of(
            "config.storage.replication.factor", "3",
            "offset.storage.replication.factor", "3",
            "status.storage.replication.factor", "3");

    private static final Duration REMOVAL_TIMEOUT = Duration.ofSeconds(60);

    private final Path dir;
    private final BrokerCluster brokers;
    private final List<WorkerProcess> workers = new ArrayList<>();
    private @Nullable WorkerProcess asleep;

    private Stage(Path dir) {
        this.dir = dir;
        brokers = BrokerCluster.create(KafkaLibs.CURRENT.libs(), dir.resolve("brokers"), BROKERS, BROKER, JVM);
    }

    /** Everything, running; logs and data go below a folder, which is deleted first. */
    static Stage open(Path dir) {
        Folders.delete(dir);
        Stage stage = new Stage(dir);
        try {
            stage.start();
            return stage;
        } catch (RuntimeException | Error e) {
            stage.close();
            throw e;
        }
    }

    private void start() {
        brokers.start();
        Path zip = PluginPack.zip(Path.of(System.getProperty("pitwall.root", ".")));
        PluginPack pack = PluginPack.unpack(zip, dir.resolve("plugins"));
        brokers.awaitReady();
        createTopic(ProvenSink.ROWS, Map.of("message.timestamp.type", "LogAppendTime"));
        for (int number = 1; number <= WORKERS; number++) {
            workers.add(newWorker(number, pack));
        }
        workers.get(0).start();
        // One after the other, since both would make the worker's topics.
        workers.get(0).awaitReady();
        workers.get(1).start().awaitReady();
    }

    private WorkerProcess newWorker(int number, PluginPack pack) {
        WorkerConfig config = WorkerConfig.of(
                        dir.resolve("worker-" + number), bootstrapServers(), List.of(pack.pluginPath()))
                .withoutConsumerSessions()
                .with(REPLICATED_WORKER);
        List<String> options = new ArrayList<>(JVM);
        options.add("-Djava.io.tmpdir=" + emptyFolder(temporary(number)));
        return WorkerProcess.create(KafkaLibs.CURRENT.libs(), config, options);
    }

    private Path temporary(int number) {
        return dir.resolve("worker-" + number).resolve("tmp");
    }

    private static Path emptyFolder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + folder, e);
        }
    }

    private void createTopic(String name, Map<String, String> config) {
        NewTopic topic = new NewTopic(name, PARTITIONS, (short) BROKERS).configs(config);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot create the topic " + name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating the topic " + name, e);
        }
    }

    String bootstrapServers() {
        return brokers.bootstrapServers();
    }

    BrokerCluster brokers() {
        return brokers;
    }

    List<WorkerProcess> workers() {
        return List.copyOf(workers);
    }

    WorkerProcess anyWorker(SplittableRandom random) {
        return workers.get(random.nextInt(WORKERS));
    }

    BrokerProcess anyBroker(SplittableRandom random) {
        return brokers.brokers().get(random.nextInt(BROKERS));
    }

    /** What its sinks keep on disk. */
    void deleteState(WorkerProcess worker) {
        Folders.delete(temporary(workers.indexOf(worker) + 1).resolve("pitwall-state"));
    }

    /** Nothing of it runs until it is resumed, and nobody is told. */
    void pause(WorkerProcess worker) {
        worker.pause();
        asleep = worker;
    }

    void resume(WorkerProcess worker) {
        worker.resume();
        asleep = null;
    }

    /** Any worker that is awake answers for all of them. */
    ConnectRest rest() {
        return workers.get(workers.get(0).equals(asleep) ? 1 : 0).rest();
    }

    /** A task as its worker tells. */
    record Task(String state, String worker, String trace) {}

    /** The tasks of a connector; none while nobody tells. */
    List<Task> tasks(String connector) {
        ConnectRest.Answer answer = rest().raw("GET", "/connectors/" + connector + "/status", "");
        List<Task> tasks = new ArrayList<>();
        for (JsonNode task : tasks(answer)) {
            tasks.add(new Task(
                    task.path("state").asText(),
                    task.path("worker_id").asText(),
                    task.path("trace").asText()));
        }
        return tasks;
    }

    /** @return whether the workers, which may be busy with a rebalance, took the order */
    boolean restart(String connector, boolean isForFailedTasksOnly) {
        String path = "/connectors/" + connector + "/restart?includeTasks=true&onlyFailed=" + isForFailedTasksOnly;
        return rest().raw("POST", path, "").status() / 100 == 2;
    }

    private static JsonNode tasks(ConnectRest.Answer answer) {
        try {
            return answer.status() == 200 ? JSON.readTree(answer.body()).path("tasks") : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The worker's answer is not JSON", e);
        }
    }

    /** Removes a connector and waits for its end, so that nothing more is written. */
    void remove(String connector) {
        rest().delete(connector);
        await().atMost(REMOVAL_TIMEOUT)
                .until(() -> rest().raw("GET", "/connectors/" + connector + "/status", "")
                                .status()
                        == 404);
    }

    /** The end of what each process has logged. */
    String logTails() {
        StringBuilder tails = new StringBuilder();
        brokers.brokers().forEach(broker -> tails.append(tail(broker.logFile(), broker.logTail())));
        workers.forEach(worker -> tails.append(tail(worker.logFile(), worker.logTail())));
        return tails.toString();
    }

    private static String tail(Path file, String lines) {
        return System.lineSeparator() + "==> " + file + System.lineSeparator() + lines;
    }

    /** Ends all processes; only their logs stay. */
    @Override
    public void close() {
        workers.forEach(WorkerProcess::close);
        brokers.close();
        Folders.delete(dir.resolve("plugins"));
        for (int node = 1; node <= BROKERS; node++) {
            Folders.delete(dir.resolve("brokers").resolve("broker-" + node).resolve("data"));
        }
        for (int number = 1; number <= WORKERS; number++) {
            Folders.delete(temporary(number));
        }
    }
}
