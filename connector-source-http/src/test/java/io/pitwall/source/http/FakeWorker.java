package io.pitwall.source.http;

import io.pitwall.source.http.deduplicate.StoredOffsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A worker reduced to the order of its calls: polls the real task on a thread of its own and reports what became of the
 * rows, as the two kinds of Connect worker task do.
 */
final class FakeWorker implements AutoCloseable {

    enum Guarantee {
        /** Reports each row from the producer's thread. */
        AT_LEAST_ONCE,
        /** Reports the rows of a transaction after its commit, equal ones once, and none if the transaction was empty. */
        EXACTLY_ONCE
    }

    static final RecordMetadata METADATA = new RecordMetadata(new TopicPartition("rows", 0), 0, 0, 0, 0, 0);

    private final StoredOffsets offsets;
    private final HttpGatewaySourceTask task = new HttpGatewaySourceTask();
    private final Guarantee guarantee;
    private final Predicate<SourceRecord> filter;
    private final ExecutorService producer = Executors.newSingleThreadExecutor();
    private final Thread thread;
    private final List<SourceRecord> polled = new CopyOnWriteArrayList<>();
    private final List<SourceRecord> held = new ArrayList<>();
    /** Without exactly-once support: what is sent, by source partition, from the first row that is not acknowledged. */
    private final Map<Map<String, ?>, Deque<SourceRecord>> submitted = new HashMap<>();

    private final Set<SourceRecord> acknowledged = new HashSet<>();
    private boolean isHolding;
    private volatile boolean isBlocked;
    private volatile boolean isStopping;
    private volatile @Nullable Throwable failure;

    private FakeWorker(
            Map<String, String> config, Guarantee guarantee, Predicate<SourceRecord> filter, StoredOffsets offsets) {
        this.offsets = offsets;
        this.guarantee = guarantee;
        this.filter = filter;
        this.thread = new Thread(this::run, "fake-worker");
        Map<String, String> withTaskClass = new HashMap<>(config);
        withTaskClass.put("task.class", HttpGatewaySourceTask.class.getName());
        task.initialize(new FakeTaskContext(withTaskClass, null, null, offsets));
        try {
            task.start(withTaskClass);
        } catch (RuntimeException e) {
            task.stop();
            producer.shutdownNow();
            throw e;
        }
        thread.start();
    }

    static FakeWorker start(Map<String, String> config) {
        return start(config, Guarantee.AT_LEAST_ONCE, row -> true);
    }

    /** @param filter what the transforms let pass */
    static FakeWorker start(Map<String, String> config, Guarantee guarantee, Predicate<SourceRecord> filter) {
        return start(config, guarantee, filter, new StoredOffsets());
    }

    /** @param offsets what was stored before, and where the offsets of rows go that are committed */
    static FakeWorker start(
            Map<String, String> config, Guarantee guarantee, Predicate<SourceRecord> filter, StoredOffsets offsets) {
        return new FakeWorker(config, guarantee, filter, offsets);
    }

    int port() {
        return task.port();
    }

    long inflightBytes() {
        return task.inflightBytes();
    }

    List<SourceRecord> polled() {
        return polled;
    }

    /** From now on rows are taken, but not reported. */
    synchronized void hold() {
        isHolding = true;
    }

    synchronized void letGo() {
        isHolding = false;
        held.forEach(this::reportFromProducer);
        held.clear();
    }

    /** From now on the task is not polled, as when the producer's buffer is full. */
    void block() {
        isBlocked = true;
    }

    void unblock() {
        isBlocked = false;
    }

    private void run() {
        try {
            while (!isStopping) {
                if (isBlocked) {
                    TimeUnit.MILLISECONDS.sleep(1);
                } else {
                    List<SourceRecord> batch = task.poll();
                    dispatch(batch == null ? List.of() : batch);
                }
            }
        } catch (Throwable e) {
            failure = e;
        } finally {
            task.stop();
        }
    }

    private void dispatch(List<SourceRecord> batch) {
        polled.addAll(batch);
        switch (guarantee) {
            case AT_LEAST_ONCE -> batch.forEach(this::dispatch);
            case EXACTLY_ONCE -> commitTransaction(batch);
        }
    }

    private synchronized void dispatch(SourceRecord row) {
        if (!filter.test(row)) {
            task.commitRecord(row, null);
            return;
        }
        if (row.sourcePartition() != null) {
            submitted
                    .computeIfAbsent(row.sourcePartition(), ignored -> new ArrayDeque<>())
                    .add(row);
        }
        if (isHolding) {
            held.add(row);
        } else {
            reportFromProducer(row);
        }
    }

    private void reportFromProducer(SourceRecord row) {
        producer.execute(() -> {
            storeOffsetsUpTo(row);
            task.commitRecord(row, METADATA);
        });
    }

    private synchronized void storeOffsetsUpTo(SourceRecord row) {
        acknowledged.add(row);
        for (Deque<SourceRecord> rows : submitted.values()) {
            while (!rows.isEmpty() && acknowledged.contains(rows.peek())) {
                storeOffset(rows.remove());
            }
        }
    }

    private void storeOffset(SourceRecord row) {
        if (row.sourcePartition() != null) {
            offsets.store(row.sourcePartition(), row.sourceOffset());
        }
    }

    private void commitTransaction(List<SourceRecord> batch) {
        Map<SourceRecord, @Nullable RecordMetadata> committable = new LinkedHashMap<>();
        batch.forEach(row -> committable.put(row, filter.test(row) ? METADATA : null));
        if (batch.stream().anyMatch(filter)) {
            batch.stream().filter(filter).forEach(this::storeOffset);
            committable.forEach(task::commitRecord);
        }
        task.commit();
    }

    @Override
    public void close() {
        isStopping = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.shutdown();
        if (thread.isAlive() || failure != null) {
            throw new AssertionError("The task did not end cleanly", failure);
        }
    }
}
