package io.pitwall.sink.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** The worker's consumer: a member of the group, which learns of changes and of its own expulsion when it polls. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the simulation has one thread
final class GroupConsumer extends MockConsumer<byte[], byte[]> {

    private static final int MAX_POLL_RECORDS = 5;

    private final World world;
    private final WorkerProcess process;
    private final Group group;

    private final Map<TopicPartition, Long> positions = new TreeMap<>(Comparator.comparing(TopicPartition::partition));
    private final Set<TopicPartition> paused = new TreeSet<>(Comparator.comparing(TopicPartition::partition));
    private final Queue<Runnable> commitCallbacks = new ArrayDeque<>();
    private @Nullable ConsumerRebalanceListener listener;
    private int joinedGeneration;
    private int assignedGeneration;
    private boolean isWokenUp;

    GroupConsumer(World world, WorkerProcess process, Group group) {
        super("earliest");
        this.world = world;
        this.process = process;
        this.group = group;
    }

    int joinedGeneration() {
        return joinedGeneration;
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener rebalanceListener) {
        listener = rebalanceListener;
        group.join(this);
    }

    @Override
    public Set<TopicPartition> assignment() {
        return new LinkedHashSet<>(positions.keySet());
    }

    @Override
    public void wakeup() {
        isWokenUp = true;
    }

    private void throwIfWokenUp() {
        if (isWokenUp) {
            isWokenUp = false;
            throw new WakeupException();
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        process.requireAlive();
        throwIfWokenUp();
        while (!commitCallbacks.isEmpty()) {
            commitCallbacks.remove().run();
        }
        if (world.broker.isReachable()) {
            takePartInRebalance();
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = fetch();
        if (records.isEmpty()) {
            world.time.sleep(world.chance.below((int) Math.min(200, timeout.toMillis()) + 1));
        }
        world.wait(process, 16);
        return new ConsumerRecords<>(records, Map.of());
    }

    private void takePartInRebalance() {
        if (!group.has(this)) {
            List<TopicPartition> lost = List.copyOf(positions.keySet());
            world.reached(Reached.PARTITIONS_LOST);
            requireListener().onPartitionsLost(lost);
            forget(lost);
            group.join(this);
        }
        int generation = group.generation();
        if (assignedGeneration == generation) {
            return;
        }
        if (joinedGeneration != generation) {
            giveUp(positions.keySet().stream()
                    .filter(partition -> !group.isCooperative || !group.isTarget(partition, this))
                    .toList());
            joinedGeneration = generation;
        }
        if (group.isCooperative) {
            take(group.freeFor(this));
        } else if (generation == group.generation() && group.haveAllJoined()) {
            assignedGeneration = generation;
            take(group.freeFor(this));
        }
    }

    private void giveUp(List<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            world.reached(Reached.PARTITIONS_REVOKED);
            requireListener().onPartitionsRevoked(partitions);
            process.requireAlive();
            forget(partitions);
        }
    }

    private void forget(List<TopicPartition> partitions) {
        partitions.forEach(positions::remove);
        paused.removeAll(partitions);
    }

    private void take(List<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            partitions.forEach(partition -> positions.put(partition, group.committed(partition)));
            requireListener().onPartitionsAssigned(partitions);
            process.requireAlive();
        }
    }

    private ConsumerRebalanceListener requireListener() {
        ConsumerRebalanceListener known = listener;
        if (known == null) {
            throw new IllegalStateException("Consumer is not subscribed to any topics");
        }
        return known;
    }

    private Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetch() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        for (TopicPartition partition : List.copyOf(positions.keySet())) {
            if (world.broker.isReachable() && !paused.contains(partition) && !world.chance.oneIn(4)) {
                List<ConsumerRecord<byte[], byte[]>> found = read(partition);
                if (!found.isEmpty()) {
                    records.put(partition, found);
                }
            }
        }
        return records;
    }

    private List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        int atMost = world.chance.between(1, MAX_POLL_RECORDS);
        for (PartitionLog.Entry entry : world.broker.log(partition).readable(position(partition), atMost)) {
            found.add(entry.toConsumerRecord(partition));
            positions.put(partition, entry.offset() + 1);
        }
        return found;
    }

    private void requireAssigned(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            if (!positions.containsKey(partition)) {
                throw new IllegalStateException("No current assignment for partition " + partition);
            }
        }
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        requireAssigned(List.of(partition));
        positions.put(partition, offset);
    }

    @Override
    public long position(TopicPartition partition) {
        requireAssigned(List.of(partition));
        return positions.getOrDefault(partition, 0L);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        requireAssigned(partitions);
        paused.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        requireAssigned(partitions);
        paused.removeAll(partitions);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        process.requireAlive();
        throwIfWokenUp();
        commit(offsets);
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        process.requireAlive();
        Map<TopicPartition, OffsetAndMetadata> copy = new HashMap<>(offsets);
        RuntimeException failure = null;
        try {
            commit(copy);
        } catch (CommitFailedException | TimeoutException e) {
            failure = e;
        }
        RuntimeException outcome = failure;
        commitCallbacks.add(() -> callback.onComplete(copy, outcome));
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (!world.broker.isReachable()) {
            throw new TimeoutException("No broker");
        }
        if (!group.has(this)) {
            throw new CommitFailedException("The member was expelled");
        }
        offsets.forEach((partition, offset) -> group.commit(partition, offset.offset()));
    }

    @Override
    public void close() {
        process.requireAlive();
        List<TopicPartition> given = List.copyOf(positions.keySet());
        if (group.has(this)) {
            requireListener().onPartitionsRevoked(given);
        } else {
            requireListener().onPartitionsLost(given);
        }
        forget(given);
        group.leave(this);
    }

    @Override
    public void close(CloseOptions options) {
        close();
    }
}
