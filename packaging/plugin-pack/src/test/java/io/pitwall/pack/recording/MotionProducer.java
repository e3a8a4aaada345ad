package io.pitwall.pack.recording;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes the rows of recordings, keyed by recording, and with their times as timestamps. */
final class MotionProducer implements AutoCloseable {

    private static final String CLOSER = "closer-";

    /** By their hashes, enough to reach each of a few partitions. */
    private static final int CLOSERS = 32;

    private static final long CLOSING_DELAY_MS = 60_000;

    private final String topic;
    private final KafkaProducer<String, String> producer;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    MotionProducer(String bootstrapServers, String topic) {
        this.topic = topic;
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    void play(List<Replay> replays) {
        for (Replay replay : replays) {
            List<Acceleration> samples = replay.recording().samples();
            for (int i = 0; i < samples.size(); i++) {
                send(replay.key(), replay.timeMs(i), samples.get(i));
            }
        }
        confirm();
    }

    /**
     * Closes all windows of both stages that end up to a time: a first row in each partition closes those of the first
     * stage; a second one closes those of the first row, and the feature of these closes those of the second stage.
     */
    void closeWindows(long endMs) {
        for (int round = 1; round <= 2; round++) {
            for (int closer = 0; closer < CLOSERS; closer++) {
                send(CLOSER + closer, endMs + round * CLOSING_DELAY_MS, new Acceleration(0, -1, 0));
            }
        }
        confirm();
    }

    static boolean isCloser(String key) {
        return key.startsWith(CLOSER);
    }

    private void send(String key, long timeMs, Acceleration a) {
        String row = "{\"x\":" + a.x() + ",\"y\":" + a.y() + ",\"z\":" + a.z() + "}";
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(topic, null, timeMs, key, row), (metadata, cause) -> {
                    if (cause != null) {
                        failure.completeExceptionally(cause);
                    }
                });
    }

    /** A row that is lost fails the test at once instead of showing as a wrong window. */
    private void confirm() {
        producer.flush();
        if (failure.isCompletedExceptionally()) {
            failure.join();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
