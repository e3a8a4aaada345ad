package io.pitwall.pack.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import org.jspecify.annotations.Nullable;

/**
 * Riders that send on whatever dies: rows in no good order, some of them late, some of no use, to every partition and each
 * once. The producer is idempotent, and the topic's timestamps are those of the broker: a restarted broker has forgotten a
 * producer whose records seem to be years old, and would take its repetitions.
 */
final class Telemetry implements AutoCloseable {

    private static final long START_MS = 1_700_000_000_000L;
    private static final long TEN_YEARS_MS = Duration.ofDays(3_653).toMillis();
    private static final int RIDERS = 16;
    private static final long ROW_INTERVAL_MS = 100;
    private static final Duration PACE = Duration.ofMillis(40);
    private static final int MAX_DELAY_MS = 2_500;
    private static final int MAX_LATENESS_MS = 60_000;
    /** Closes all windows before it, and ends all cool-downs. */
    private static final long CLOSING_DELAY_MS = 300_000;

    private final String topic;
    private final int partitions;
    private final SplittableRandom random;
    private final KafkaProducer<String, String> producer;
    private final CompletableFuture<Void> sending;
    private long sent;
    private volatile boolean isOver;

    private Telemetry(String bootstrapServers, String topic, int partitions, SplittableRandom random) {
        this.topic = topic;
        this.partitions = partitions;
        this.random = random;
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 180_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 180_000);
        producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
        sending = CompletableFuture.runAsync(this::sendUntilOver);
    }

    static Telemetry start(String bootstrapServers, String topic, int partitions, SplittableRandom random) {
        return new Telemetry(bootstrapServers, topic, partitions, random);
    }

    private void sendUntilOver() {
        long timeMs = START_MS;
        while (!isOver) {
            for (int rider = 0; rider < RIDERS; rider++) {
                sendOne(rider, timeMs);
            }
            timeMs += ROW_INTERVAL_MS;
            LockSupport.parkNanos(PACE.toNanos());
        }
        for (int partition = 0; partition < partitions; partition++) {
            send(partition, "closer-" + partition, Row.json(timeMs + CLOSING_DELAY_MS, "0"));
        }
    }

    /** Half of the rows lie on the same milliseconds as those of other riders, the others are somewhat behind. */
    private void sendOne(int rider, long timeMs) {
        int partition = rider % partitions;
        String key = "rider-" + rider;
        long ownTimeMs = random.nextBoolean() ? timeMs : timeMs - random.nextInt(MAX_DELAY_MS);
        String x = Integer.toString(random.nextInt(10));
        switch (random.nextInt(100)) {
            case 0 -> send(partition, key, "{\"t\":");
            case 1 -> send(partition, null, Row.json(ownTimeMs, x));
            case 2 -> send(partition, key, Row.json(ownTimeMs, "\"many\""));
            case 3 -> send(partition, key, Row.json(ownTimeMs + TEN_YEARS_MS, x));
            case 4, 5 -> send(partition, key, Row.json(ownTimeMs, "null"));
            case 6, 7 -> send(partition, key, Row.json(timeMs - random.nextInt(MAX_LATENESS_MS), x));
            default -> send(partition, key, Row.json(ownTimeMs, x));
        }
    }

    private void send(int partition, @Nullable String key, String value) {
        ProducerRecord<String, String> row = new ProducerRecord<>(topic, partition, key, value);
        row.headers().add(Row.ID, Long.toString(sent++).getBytes(UTF_8));
        Future<RecordMetadata> unused = producer.send(row, (metadata, failure) -> {
            if (failure != null) {
                sending.completeExceptionally(failure);
            }
        });
    }

    /** Ends with rows that close all windows but their own, and returns how many rows there are. */
    long finish() {
        isOver = true;
        sending.join();
        producer.flush();
        sending.join();
        return sent;
    }

    @Override
    public void close() {
        isOver = true;
        producer.close(Duration.ZERO);
    }
}
