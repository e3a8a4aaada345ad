package io.pitwall.benchmarks.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The topic a job writes its windows to, and a reader that counts and adds up the committed ones as they come. */
final class WindowTopic implements AutoCloseable {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(20);
    private static final long STALL_TIMEOUT_NANOS = Duration.ofMinutes(2).toNanos();

    private final JsonFactory json = new JsonFactory();
    private final String name;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private long windows;
    private double totalForce;

    private WindowTopic(String name, KafkaConsumer<byte[], byte[]> consumer) {
        this.name = name;
        this.consumer = consumer;
    }

    static WindowTopic create(String bootstrapServers, String name) {
        Topics.create(bootstrapServers, name);
        return new WindowTopic(name, Topics.reader(bootstrapServers, new TopicPartition(name, 0)));
    }

    String name() {
        return name;
    }

    /** Reads on until the topic has held {@code expected} windows, or none has come for two minutes. */
    void awaitWindows(long expected) {
        long lastProgress = System.nanoTime();
        while (windows < expected) {
            long before = windows;
            readOn();
            if (windows > before) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > STALL_TIMEOUT_NANOS) {
                throw new IllegalStateException(
                        "Expected " + expected + " windows in " + name + ", found " + windows + " and no more.");
            }
        }
    }

    /** Reads what has come. */
    void readOn() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
            windows++;
            totalForce += force(record.value());
        }
    }

    long windows() {
        return windows;
    }

    double totalForce() {
        return totalForce;
    }

    private double force(byte[] window) {
        try (JsonParser parser = json.createParser(window)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("force")) {
                    return parser.getDoubleValue();
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A window in " + name + " is not JSON", e);
        }
        throw new IllegalStateException("A window in " + name + " has no field `force`.");
    }

    @Override
    public void close() {
        consumer.close();
    }
}
