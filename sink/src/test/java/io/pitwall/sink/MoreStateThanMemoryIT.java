package io.pitwall.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.local.LocalBroker;
import io.pitwall.sink.state.KafkaClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten times as much state as {@code state.memory.bytes}, in a JVM whose heap could not hold it: all windows come out, once and
 * right, and memory stays within its bounds.
 */
final class MoreStateThanMemoryIT {

    private static final int KEYS = 160_000;
    private static final int HEAP_MIB = 96;
    /** Kafka's clients, their buffers and the classes of all this. */
    private static final long BYTES_BESIDE_STATE = 40 << 20;
    /** RocksDB may exceed its cache by what is in use at a moment. */
    private static final long ROCKS_BYTES = (8 << 20) + (4 << 20);

    private static final Pattern USE = Pattern.compile("heap (\\d+) rocks (\\d+)");

    @TempDir
    Path directory;

    @Test
    void tenTimesAsMuchStateAsMemoryGivesEveryWindowOnce() throws Exception {
        assertThat(2L * TaskInSmallHeap.TEXT_CHARACTERS * KEYS)
                .as("bytes of the texts alone")
                .isGreaterThan(9 * TaskInSmallHeap.STATE_MEMORY_BYTES)
                .isGreaterThan((long) HEAP_MIB << 20);
        try (LocalBroker broker = LocalBroker.start()) {
            createInput(broker);

            String output = run(broker);

            Matcher use = USE.matcher(output);
            assertThat(use.find()).as(output).isTrue();
            assertThat(Long.parseLong(use.group(1)))
                    .as("heap in use")
                    .isLessThan(TaskInSmallHeap.STATE_MEMORY_BYTES + BYTES_BESIDE_STATE);
            assertThat(Long.parseLong(use.group(2))).as("RocksDB").isLessThan(ROCKS_BYTES);
            assertThat(features(broker)).isEqualTo(expected());
        }
    }

    /** The task is handed its rows, but looks whether the partition has as many. */
    private static void createInput(LocalBroker broker) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(config)) {
            admin.createTopics(List.of(new NewTopic("rows", 1, (short) 1)))
                    .all()
                    .get();
        }
        try (Producer<byte[], byte[]> producer = new KafkaClients(config).plainProducer("rows", 30_000)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int row = 0; row <= 2 * KEYS; row++) {
                sent.add(producer.send(new ProducerRecord<>("rows", new byte[] {0})));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    private String run(LocalBroker broker) throws IOException, InterruptedException {
        Path log = directory.resolve("task.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MIB + "m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TaskInSmallHeap.class.getName(),
                        broker.bootstrapServers(),
                        directory.resolve("state").toString(),
                        Integer.toString(KEYS))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean hasEnded = process.waitFor(3, TimeUnit.MINUTES);
            String output = Files.readString(log);
            assertThat(hasEnded && process.exitValue() == 0)
                    .as("the task's end: %s", output.substring(Math.max(0, output.length() - 4_000)))
                    .isTrue();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    private static Map<String, String> expected() {
        Map<String, String> expected = new HashMap<>();
        for (long key = 0; key < KEYS; key++) {
            expected.put(
                    "key-" + key,
                    "{\"window_start\":0,\"window_end\":" + TaskInSmallHeap.WINDOW_MS + ",\"s\":" + (2.0 * key)
                            + ",\"n\":2}");
        }
        return expected;
    }

    private static Map<String, String> features(LocalBroker broker) {
        TopicPartition partition = new TopicPartition("features", 0);
        Map<String, String> features = new HashMap<>();
        KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
        try (Consumer<byte[], byte[]> consumer = clients.readCommittedConsumer("reader")) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> assertThat(
                                features.put(new String(record.key(), UTF_8), new String(record.value(), UTF_8)))
                        .as("a second window of a key")
                        .isNull());
            }
        }
        return features;
    }
}
