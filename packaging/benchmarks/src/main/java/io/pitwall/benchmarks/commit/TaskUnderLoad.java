package io.pitwall.benchmarks.commit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwall.sink.WindowSinkTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** One task, called as a worker does: rows come on all partitions, now and then one that raises an alert. */
final class TaskUnderLoad implements SinkTaskContext, AutoCloseable {

    private static final long ROUND_NANOS = 10_000_000;
    private static final int KEYS = 100;

    private final WindowSinkTask task = new WindowSinkTask();
    private final Set<TopicPartition> assigned = new HashSet<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private final long[] offsets;
    private final Map<String, String> config;
    private long round;

    TaskUnderLoad(Map<String, String> config, String topic, int partitions) {
        this.config = config;
        offsets = new long[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            assigned.add(new TopicPartition(topic, partition));
        }
    }

    /** Returns once all partitions are restored. */
    void start() {
        task.initialize(this);
        task.start(config);
        task.open(List.copyOf(assigned));
        // A shard that has never committed begins where its worker says it stands.
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        assigned.forEach(partition -> positions.put(partition, new OffsetAndMetadata(0)));
        var unused = task.preCommit(positions);
        while (!paused.isEmpty()) {
            task.put(List.of());
            tellReadPosition();
            LockSupport.parkNanos(ROUND_NANOS);
        }
    }

    /**
     * A round every 10 ms.
     *
     * @param alertEvery each partition raises an alert once in so many rounds, one after the other
     * @return what the calls took that had an alert to commit
     */
    Latencies run(int rounds, int rowsPerRound, int alertEvery) {
        Latencies alerting = new Latencies();
        long startedAt = System.nanoTime();
        for (int number = 0; number < rounds; number++) {
            boolean hasAlert = number % Math.max(1, alertEvery / offsets.length) == 0;
            List<SinkRecord> batch = batch(rowsPerRound, hasAlert);
            long calledAt = System.nanoTime();
            task.put(batch);
            if (hasAlert) {
                alerting.add(System.nanoTime() - calledAt);
            }
            LockSupport.parkNanos(startedAt + (number + 1) * ROUND_NANOS - System.nanoTime());
        }
        return alerting;
    }

    /** A shard that has never committed begins where its worker is. */
    private void tellReadPosition() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        assigned.forEach(partition -> positions.put(partition, new OffsetAndMetadata(offsets[partition.partition()])));
        task.preCommit(positions);
    }

    private List<SinkRecord> batch(int rows, boolean hasAlert) {
        List<SinkRecord> batch = new ArrayList<>();
        int alerting = (int) (round % offsets.length);
        for (int partition = 0; partition < offsets.length; partition++) {
            for (int row = 0; row < rows; row++) {
                batch.add(record(partition, "phone-" + (round * rows + row) % KEYS, 1));
            }
            if (hasAlert && partition == alerting) {
                batch.add(record(partition, "crash-" + round, 1_000));
            }
        }
        round++;
        return batch;
    }

    private SinkRecord record(int partition, String key, double x) {
        byte[] value = ("{\"t\":" + System.currentTimeMillis() + ",\"x\":" + x + "}").getBytes(UTF_8);
        return new SinkRecord(
                "rows", partition, null, key, null, value, offsets[partition]++, 0L, TimestampType.CREATE_TIME);
    }

    @Override
    public void close() {
        task.close(List.copyOf(assigned));
        task.stop();
        try {
            awaitBackground();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A task lets go of its folder in the background. */
    private static void awaitBackground() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("pitwall-")) {
                thread.join();
            }
        }
    }

    @Override
    public Map<String, String> configs() {
        return config;
    }

    /** Each shard begins at the first row; rows are never read again here. */
    @Override
    public void offset(Map<TopicPartition, Long> rewinds) {
        if (round > 0) {
            throw new IllegalStateException("A shard was opened anew, which spoils the measurement; see the log");
        }
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        offset(Map.of(partition, offset));
    }

    @Override
    public void timeout(long timeoutMs) {}

    @Override
    public Set<TopicPartition> assignment() {
        return assigned;
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused.addAll(Arrays.asList(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        paused.removeAll(Arrays.asList(partitions));
    }

    @Override
    public void requestCommit() {}

    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        return null;
    }

    @Override
    public @Nullable PluginMetrics pluginMetrics() {
        return null;
    }
}
