package io.pitwall.pack.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed rows of a topic, by session, each session in the order of offsets. */
final class WrittenRows {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private final Map<String, List<WrittenRow>> bySession = new TreeMap<>();

    /** A row of a message, as it is found in the topic. */
    record WrittenRow(long messageId, int row) {}

    /** What {@code isolation.level=read_committed} shows up to now. */
    static WrittenRows committedIn(String bootstrapServers, String topic) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        WrittenRows rows = new WrittenRows();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(found -> new TopicPartition(topic, found.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            consumer.endOffsets(partitions).forEach((partition, end) -> {
                while (consumer.position(partition) < end) {
                    consumer.poll(POLL_TIMEOUT).forEach(rows::add);
                }
            });
        }
        return rows;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode value = JSON.readTree(record.value());
            bySession
                    .computeIfAbsent(value.path("sessionId").asText(), unseen -> new ArrayList<>())
                    .add(new WrittenRow(
                            value.path("messageId").asLong(), value.path("row").asInt()));
        } catch (IOException e) {
            throw new UncheckedIOException("A row in " + record.topic() + " is not JSON", e);
        }
    }

    List<WrittenRow> of(String session) {
        return bySession.getOrDefault(session, List.of());
    }

    /** How often each row of a session is there. */
    Map<WrittenRow, Integer> counts(String session) {
        Map<WrittenRow, Integer> counts = new LinkedHashMap<>();
        of(session).forEach(row -> counts.merge(row, 1, Integer::sum));
        return counts;
    }
}
