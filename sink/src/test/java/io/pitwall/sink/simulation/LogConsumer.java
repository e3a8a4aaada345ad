package io.pitwall.sink.simulation;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A consumer of partitions assigned by hand, which gives out few records at a time. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the simulation has one thread
final class LogConsumer extends MockConsumer<byte[], byte[]> {

    private static final int MAX_POLL_RECORDS = 6;
    private static final long TIMEOUT_MS = 10_000;

    private final World world;
    private final WorkerProcess process;
    private final boolean isReadCommitted;
    /** Whether other threads may run while it polls: not where the caller holds a lock that they may want. */
    private final boolean isInterruptible;

    private final Map<TopicPartition, Long> positions = new HashMap<>();

    LogConsumer(World world, WorkerProcess process, boolean isReadCommitted, boolean isInterruptible) {
        super("none");
        this.world = world;
        this.process = process;
        this.isReadCommitted = isReadCommitted;
        this.isInterruptible = isInterruptible;
    }

    @Override
    public void assign(Collection<TopicPartition> partitions) {
        positions.keySet().retainAll(partitions);
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        positions.put(partition, offset);
    }

    @Override
    public long position(TopicPartition partition) {
        return positions.getOrDefault(partition, 0L);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        process.requireAlive();
        if (isInterruptible) {
            world.wait(process, 8);
        }
        if (!world.broker.isReachable()) {
            // It would poll in vain until the broker is back.
            world.time.sleep(TIMEOUT_MS);
            world.broker.setReachable(true);
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        for (TopicPartition partition : List.copyOf(positions.keySet())) {
            List<ConsumerRecord<byte[], byte[]>> found = read(partition);
            if (!found.isEmpty()) {
                records.put(partition, found);
            }
        }
        return new ConsumerRecords<>(records, Map.of());
    }

    private List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition) {
        PartitionLog log = world.broker.log(partition);
        List<PartitionLog.Entry> found = log.readable(position(partition), MAX_POLL_RECORDS);
        long next = found.size() == MAX_POLL_RECORDS
                ? found.get(MAX_POLL_RECORDS - 1).offset() + 1
                : Math.max(position(partition), log.lastStableOffset());
        positions.put(partition, next);
        return found.stream().map(entry -> entry.toConsumerRecord(partition)).toList();
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        requireBroker();
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionLog log = world.broker.log(partition);
            ends.put(partition, isReadCommitted ? log.lastStableOffset() : log.endOffset());
        }
        return ends;
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
        requireBroker();
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        partitions.forEach(partition -> beginnings.put(partition, 0L));
        return beginnings;
    }

    private void requireBroker() {
        process.requireAlive();
        if (!world.broker.isReachable()) {
            world.time.sleep(TIMEOUT_MS);
            throw new TimeoutException("No broker");
        }
    }

    @Override
    public void close() {}
}
