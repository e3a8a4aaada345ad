package io.pitwall.pack.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Phones that ride on, whatever happens to the worker: rows written straight to the rows topic, some 50 times as fast as
 * real phones would. What must come of them is told by the topic itself.
 */
final class Ride implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final long START_MS = 1_700_000_000_000L;
    private static final long ROW_INTERVAL_MS = 50;
    private static final int PHONES = 8;
    private static final Duration PACE = Duration.ofMillis(1);
    private static final long CLOSING_DELAY_MS = 60_000;

    private final String topic;
    private final int partitions;
    private final long startMs;
    private final SplittableRandom random = new SplittableRandom(42);
    private final KafkaProducer<String, String> producer;
    private final CompletableFuture<Void> riding;
    private volatile boolean isOver;

    private Ride(Pipeline pipeline, int partitions, long startMs) {
        topic = pipeline.topic("rows");
        this.partitions = partitions;
        this.startMs = startMs;
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, pipeline.bootstrapServers());
        producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
        riding = CompletableFuture.runAsync(this::ride);
    }

    /** @param startMs event time of the first row */
    static Ride start(Pipeline pipeline, int partitions, long startMs) {
        return new Ride(pipeline, partitions, startMs);
    }

    private void ride() {
        long timeMs = startMs;
        while (!isOver) {
            for (int phone = 0; phone < PHONES; phone++) {
                send("phone-" + phone, timeMs);
            }
            timeMs += ROW_INTERVAL_MS;
            LockSupport.parkNanos(PACE.toNanos());
        }
        for (int partition = 0; partition < partitions; partition++) {
            String row = json(new Acceleration(0, 0, 1));
            confirm(new ProducerRecord<>(topic, partition, timeMs + CLOSING_DELAY_MS, "closer-" + partition, row));
        }
    }

    private void send(String phone, long timeMs) {
        Acceleration acceleration = new Acceleration(random.nextDouble(-2, 2), random.nextDouble(-2, 2), 1);
        confirm(new ProducerRecord<>(topic, null, timeMs, phone, json(acceleration)));
    }

    /** A row that is lost fails the test at once instead of showing as a wrong window. */
    private void confirm(ProducerRecord<String, String> row) {
        Future<RecordMetadata> unused = producer.send(row, (metadata, failure) -> {
            if (failure != null) {
                riding.completeExceptionally(failure);
            }
        });
    }

    private static String json(Acceleration a) {
        return "{\"accelerometer-x\":" + a.x() + ",\"accelerometer-y\":" + a.y() + ",\"accelerometer-z\":" + a.z()
                + "}";
    }

    /** What a row of a ride tells. */
    static Acceleration acceleration(String row) {
        try {
            JsonNode columns = JSON.readTree(row);
            return new Acceleration(
                    columns.required("accelerometer-x").asDouble(),
                    columns.required("accelerometer-y").asDouble(),
                    columns.required("accelerometer-z").asDouble());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A row of the ride is not the JSON it wrote", e);
        }
    }

    /** Ends the ride with rows that close all its windows. */
    void finish() {
        isOver = true;
        riding.join();
        producer.flush();
        riding.join();
    }

    @Override
    public void close() {
        isOver = true;
        producer.close();
    }
}
