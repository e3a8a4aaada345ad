package io.pitwall.benchmarks.commit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwall.sink.state.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Waits for alerts as whoever is to be alarmed would, and compares their time with the clock. */
final class AlertReader implements AutoCloseable {

    private static final Pattern TIME = Pattern.compile("\"alert_time\":(\\d+)");
    private static final long NANOS_PER_MS = 1_000_000;

    private final Latencies latencies = new Latencies();
    private final Thread thread;
    private volatile boolean isClosed;

    private AlertReader(KafkaClients clients, String topic, int partitions) {
        thread = new Thread(() -> read(clients, topic, partitions), "alerts");
    }

    static AlertReader start(KafkaClients clients, String topic, int partitions) {
        AlertReader reader = new AlertReader(clients, topic, partitions);
        reader.thread.start();
        return reader;
    }

    private void read(KafkaClients clients, String topic, int partitions) {
        List<TopicPartition> assigned = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            assigned.add(new TopicPartition(topic, partition));
        }
        try (Consumer<byte[], byte[]> consumer = clients.readCommittedConsumer("alerts")) {
            consumer.assign(assigned);
            consumer.seekToBeginning(assigned);
            while (!isClosed) {
                for (ConsumerRecord<byte[], byte[]> alert : consumer.poll(Duration.ofMillis(100))) {
                    latencies.add((System.currentTimeMillis() - timeOf(alert)) * NANOS_PER_MS);
                }
            }
        }
    }

    private static long timeOf(ConsumerRecord<byte[], byte[]> alert) {
        Matcher time = TIME.matcher(new String(alert.value(), UTF_8));
        if (!time.find()) {
            throw new IllegalStateException(
                    "An alert without alert_time in " + alert.topic() + " at " + alert.offset());
        }
        return Long.parseLong(time.group(1));
    }

    Latencies latencies() {
        return latencies;
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
