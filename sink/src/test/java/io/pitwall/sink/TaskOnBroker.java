package io.pitwall.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pitwall.local.LocalBroker;
import io.pitwall.sink.state.InputTopic;
import io.pitwall.sink.state.KafkaClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The task as a worker calls it, over one partition of a real broker, and what it writes there. */
final class TaskOnBroker {

    static final TopicPartition ROWS = new TopicPartition("rows", 0);

    private final LocalBroker broker;
    private final Path stateDirectory;
    /** How many records the input topic has. */
    private long inputEnd;

    private TaskContext context = new TaskContext();
    private WindowSinkTask task = new WindowSinkTask();

    TaskOnBroker(LocalBroker broker, Path stateDirectory) throws Exception {
        this.broker = broker;
        this.stateDirectory = stateDirectory;
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic("rows", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Stops the task and deletes all topics. */
    void end() throws Exception {
        task.stop();
        try (Admin admin = admin()) {
            admin.deleteTopics(admin.listTopics().names().get()).all().get();
            await().until(() -> admin.listTopics().names().get().isEmpty());
        }
    }

    /** A new task that has been told of its partition, and has not restored it yet. */
    void open(Map<String, String> overrides) {
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
        config.putAll(overrides);
        task.start(config);
        task.open(List.of(ROWS));
        // The worker stands at the start and says so when asked.
        var unused = task.preCommit(Map.of(ROWS, new OffsetAndMetadata(0)));
    }

    /** A new task that takes rows. */
    void start(Map<String, String> overrides) {
        open(overrides);
        assertThat(context.paused).contains(ROWS);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            tick();
            return context.paused.isEmpty();
        });
    }

    void stop() {
        task.stop();
    }

    TaskContext context() {
        return context;
    }

    /** The worker looks in without records. */
    void tick() {
        task.put(List.of());
    }

    void put(long firstOffset, byte[]... values) {
        List<SinkRecord> records = new ArrayList<>();
        for (int index = 0; index < values.length; index++) {
            records.add(record("phone", values[index], firstOffset + index));
        }
        put(records);
    }

    /** A task does not believe in rows behind the end of their topic. */
    private void put(List<SinkRecord> records) {
        long end = records.get(records.size() - 1).kafkaOffset() + 1;
        if (end > inputEnd) {
            InputTopic.fill(clients(), "rows", (int) (end - inputEnd));
            inputEnd = end;
        }
        task.put(records);
    }

    void putFor(String key, long offset, byte[] value) {
        put(List.of(record(key, value, offset)));
    }

    void putWithoutKey(long offset, byte[] value) {
        put(List.of(record(null, value, offset)));
    }

    private static SinkRecord record(@Nullable String key, byte[] value, long offset) {
        return new SinkRecord("rows", 0, null, key, null, value, offset, 0L, TimestampType.CREATE_TIME);
    }

    void commit(long polled) {
        Map<TopicPartition, OffsetAndMetadata> committed = task.preCommit(Map.of(ROWS, new OffsetAndMetadata(polled)));
        assertThat(committed).containsEntry(ROWS, new OffsetAndMetadata(polled));
    }

    static byte[] row(long timeMs, double x) {
        return ("{\"t\":" + timeMs + ",\"x\":" + x + "}").getBytes(UTF_8);
    }

    /** The broker ends a transaction in each partition a little after it has answered. */
    void awaitFeatures(String... expected) {
        await().untilAsserted(() -> assertThat(values("features")).containsExactly(expected));
    }

    List<String> values(String topic) {
        return read(topic).stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = clients().readCommittedConsumer("reader")) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private KafkaClients clients() {
        return new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
