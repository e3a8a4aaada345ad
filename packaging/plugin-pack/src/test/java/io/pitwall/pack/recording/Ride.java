package io.pitwall.pack.recording;

import io.pitwall.pack.recording.HoppingOracle.Total;
import io.pitwall.pack.recording.HoppingOracle.Window;
import java.time.Duration;
import java.util.Map;
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
 * Phones that ride on, whatever happens to the worker or the broker: rows written in time order straight to the rows
 * topic, 50 times as fast as real phones would, and the windows that must come of them. What is expected does not depend
 * on the pace.
 */
final class Ride implements AutoCloseable {

    private static final long START_MS = 1_700_000_000_000L;
    private static final long ROW_INTERVAL_MS = 50;
    private static final int PHONES = 8;
    private static final Duration PACE = Duration.ofMillis(1);
    private static final long CLOSING_DELAY_MS = 60_000;

    private final String topic;
    private final int partitions;
    private final HoppingOracle oracle = new HoppingOracle(2_000, 250);
    private final SplittableRandom random = new SplittableRandom(42);
    private final KafkaProducer<String, String> producer;
    private final CompletableFuture<Void> riding;
    private volatile boolean isOver;

    private Ride(Pipeline pipeline, int partitions) {
        topic = pipeline.topic("rows");
        this.partitions = partitions;
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, pipeline.bootstrapServers());
        producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
        riding = CompletableFuture.runAsync(this::ride);
    }

    static Ride start(Pipeline pipeline, int partitions) {
        return new Ride(pipeline, partitions);
    }

    private void ride() {
        long timeMs = START_MS;
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
        oracle.add(phone, timeMs, acceleration.force(), false);
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

    /** The windows of a ride that has ended whose sum alerts; see {@link HoppingOracle#alerts}. */
    Map<Window, Total> alerts(double threshold, long cooldownMs) {
        return oracle.alerts(threshold, cooldownMs);
    }

    /** Ends the ride and closes all its windows; returns them. */
    Map<Window, Total> finish() {
        isOver = true;
        riding.join();
        producer.flush();
        riding.join();
        return oracle.all();
    }

    @Override
    public void close() {
        isOver = true;
        producer.close();
    }
}
