package io.pitwall.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pitwall.local.LocalBroker;
import io.pitwall.sink.state.KafkaClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The task as a worker calls it, with the real query, the real state and a real broker. */
class WindowSinkTaskIT {

    private static final TopicPartition ROWS = new TopicPartition("rows", 0);
    private static LocalBroker broker;

    @TempDir
    Path stateDirectory;

    private TaskContext context = new TaskContext();
    private WindowSinkTask task = new WindowSinkTask();

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createInput() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic("rows", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void deleteTopics() throws Exception {
        task.stop();
        try (Admin admin = admin()) {
            admin.deleteTopics(admin.listTopics().names().get()).all().get();
            await().until(() -> admin.listTopics().names().get().isEmpty());
        }
    }

    @Test
    void aWindowAnAlertAndALateRowComeOut() throws Exception {
        startTask();

        put(0, row("phone", 1_000, 3), row("phone", 1_500, 200), row("phone", 2_100, 1), row("phone", 900, 1));

        await().untilAsserted(() -> {
            task.put(List.of());
            assertThat(values("late")).hasSize(1);
        });
        awaitFeatures("{\"window_start\":1000,\"window_end\":2000,\"force\":203.0,\"n\":2}");
        await().untilAsserted(() -> assertThat(values("alerts"))
                .containsExactly(
                        "{\"window_start\":1000,\"window_end\":2000,\"force\":203.0,\"n\":2,\"alert_time\":1500}"));
        ConsumerRecord<byte[], byte[]> late = read("late").get(0);
        assertThat(new String(late.key(), UTF_8)).isEqualTo("phone");
        assertThat(header(late, "pitwall.late.by.ms")).isEqualTo("1100");
        assertThat(header(late, "pitwall.stream.time.ms")).isEqualTo("2100");
        assertThat(header(late, "pitwall.source.topic")).isEqualTo("rows");
        assertThat(header(late, "pitwall.source.offset")).isEqualTo("3");
    }

    @Test
    void aTaskWithoutItsDirectoryGoesOnWithTheSameWindows() throws Exception {
        startTask();
        put(0, row("phone", 1_000, 3), row("phone", 1_500, 4));
        commit(2);
        task.stop();
        deleteDirectory();
        startTask();

        assertThat(context.rewinds).containsEntry(ROWS, 2L);
        put(2, row("phone", 2_100, 1));
        commit(3);

        awaitFeatures("{\"window_start\":1000,\"window_end\":2000,\"force\":7.0,\"n\":2}");
    }

    @Test
    void rowsThatAreNoneDoNotStopTheRest() throws Exception {
        startTask();

        put(
                0,
                row("phone", 1_000, 3),
                "not json".getBytes(UTF_8),
                "{\"t\":\"soon\",\"x\":1}".getBytes(UTF_8),
                "{\"t\":1100,\"x\":\"text\"}".getBytes(UTF_8),
                row("phone", System.currentTimeMillis() + 400_000, 1),
                row("phone", 2_100, 1));
        commit(6);

        awaitFeatures("{\"window_start\":1000,\"window_end\":2000,\"force\":3.0,\"n\":1}");
    }

    @Test
    void theWorkerIsAskedToLookInSoon() throws Exception {
        startTask();
        context.timeoutMs = -1;

        task.put(List.of());

        assertThat(context.timeoutMs).isBetween(1L, 200L);
    }

    @Test
    void stoppingDuringARestoreTakesNoTime() {
        newTask();
        task.open(List.of(ROWS));

        long startedAt = System.nanoTime();
        task.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofSeconds(5));
    }

    private void startTask() {
        newTask();
        task.open(List.of(ROWS));
        assertThat(context.paused).contains(ROWS);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            task.put(List.of());
            return context.paused.isEmpty();
        });
    }

    private void newTask() {
        context = new TaskContext();
        context.assigned.add(ROWS);
        task = new WindowSinkTask();
        task.initialize(context);
        Map<String, String> config = new HashMap<>(Map.of(
                "name", "crash",
                "topics", "rows",
                "select", "sum(x) as force, count(*) as n",
                "timestamp.column", "t",
                "window.type", "tumbling",
                "window.size.ms", "1000",
                "output.topic", "features",
                "late.topic", "late"));
        config.put("alert.when", "force > 200");
        config.put("alert.topic", "alerts");
        config.put("state.dir", stateDirectory.toString());
        config.put("kafka.bootstrap.servers", broker.bootstrapServers());
        task.start(config);
    }

    private void put(long firstOffset, byte[]... values) {
        List<SinkRecord> records = new ArrayList<>();
        for (int index = 0; index < values.length; index++) {
            records.add(new SinkRecord(
                    "rows", 0, null, "phone", null, values[index], firstOffset + index, 0L, TimestampType.CREATE_TIME));
        }
        task.put(records);
    }

    private void commit(long polled) {
        Map<TopicPartition, OffsetAndMetadata> committed = task.preCommit(Map.of(ROWS, new OffsetAndMetadata(polled)));
        assertThat(committed).containsEntry(ROWS, new OffsetAndMetadata(polled));
    }

    private static byte[] row(String key, long timeMs, double x) {
        return ("{\"device\":\"" + key + "\",\"t\":" + timeMs + ",\"x\":" + x + "}").getBytes(UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /** The broker ends a transaction in each partition a little after it has answered. */
    private static void awaitFeatures(String... expected) {
        await().untilAsserted(() -> assertThat(values("features")).containsExactly(expected));
    }

    private static List<String> values(String topic) {
        return read(topic).stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
        try (Consumer<byte[], byte[]> consumer = clients.readCommittedConsumer("reader")) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private void deleteDirectory() throws IOException {
        try (Stream<Path> tree = Files.walk(stateDirectory.resolve("crash"))) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
