package io.pitwall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the crash detector has committed to its three topics, read as any consumer would read it. */
final class Outputs implements AutoCloseable {
    private static final String FEATURES = "features";
    private static final String ALERTS = "alerts";
    private static final String LATE = "late";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<String, byte[]> consumer;

    Outputs(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "pitwall-demo",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        500),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(FEATURES, ALERTS, LATE));
    }

    void pollInto(Board board, Duration timeout) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(timeout)) {
            switch (record.topic()) {
                case FEATURES -> board.add(feature(record));
                case ALERTS -> board.add(alert(record));
                default -> board.addLateRow();
            }
        }
    }

    private static Feature feature(ConsumerRecord<String, byte[]> record) {
        JsonNode value = json(record);
        return new Feature(
                record.key(),
                value.required("window_start").longValue(),
                value.required("window_end").longValue(),
                value.required("force").doubleValue(),
                value.required("samples").longValue(),
                value.required("peak").doubleValue());
    }

    private static Alert alert(ConsumerRecord<String, byte[]> record) {
        JsonNode value = json(record);
        return new Alert(
                record.key(),
                value.required("window_start").longValue(),
                value.required("window_end").longValue(),
                value.required("force").doubleValue());
    }

    private static JsonNode json(ConsumerRecord<String, byte[]> record) {
        try {
            return JSON.readTree(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "No JSON in " + record.topic() + "-" + record.partition() + "@" + record.offset() + ".", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
