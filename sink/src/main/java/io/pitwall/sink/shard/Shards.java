package io.pitwall.sink.shard;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * The shards of one task, by the partition they read. On the task's thread only.
 *
 * <p>Records are routed by where they came from, not by what transforms made of that, and one that belongs to no open shard
 * is dropped: after a revocation the worker may still deliver what it had fetched.
 */
public final class Shards {

    /** What a worker waits for in {@code preCommit}; shards that come after it commit when they are next opened. */
    private static final long COMMIT_BUDGET_MS = 2_000;

    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private final ShardScope scope;
    private final SinkTaskContext context;
    private final Map<TopicPartition, Shard> shards = new HashMap<>();
    /** Of the previous record: a batch comes partition by partition, so most need no lookup. */
    private @Nullable Shard latest;

    /** One partition and what it is doing. */
    private static final class Shard {
        private final TopicPartition partition;
        private final ShardGauges.Shown shown;
        private Phase phase;

        Shard(TopicPartition partition, ShardGauges.Shown shown, Phase phase) {
            this.partition = partition;
            this.shown = shown;
            this.phase = phase;
        }

        void close() {
            phase = phase.close();
            shown.close();
        }

        boolean reads(SinkRecord record) {
            return partition.partition() == record.originalKafkaPartition()
                    && partition.topic().equals(record.originalTopic());
        }
    }

    public Shards(ShardScope scope, SinkTaskContext context) {
        this.scope = scope;
        this.context = context;
    }

    /** Pauses newly assigned partitions and begins to restore them. */
    public void open(Collection<TopicPartition> partitions) {
        close(partitions);
        Now now = scope.clock().get();
        for (TopicPartition partition : partitions) {
            shards.put(partition, open(partition, now));
        }
    }

    private Shard open(TopicPartition partition, Now now) {
        InputPartition input = new InputPartition(context, partition);
        input.hold();
        ShardView view = new ShardView(scope.clock());
        ShardGauges.Shown shown = scope.gauges().show(partition, view::status);
        return new Shard(partition, shown, Restoring.begin(scope, input, view, now));
    }

    private void tellOfRebalance() {
        shards.values().forEach(shard -> shard.phase.rebalancing());
    }

    /** Takes a batch, perhaps an empty one, then does what time has made due; throws what ends the task. */
    public void put(Collection<SinkRecord> records) {
        Now now = scope.clock().get();
        requireOneToServe();
        reopenChanged(now);
        for (SinkRecord record : records) {
            Shard shard = shardOf(record);
            if (shard != null) {
                shard.phase = shard.phase.accept(record, now);
            }
        }
        for (Shard shard : shards.values()) {
            shard.phase = shard.phase.tick(now);
        }
    }

    /** A task all of whose shards are stopped is of no use, and its status should say why. */
    private void requireOneToServe() {
        Map<TopicPartition, ConnectException> reasons = new TreeMap<>(BY_NAME);
        for (Shard shard : shards.values()) {
            shard.phase.stoppedBecause().ifPresent(reason -> reasons.put(shard.partition, reason));
        }
        if (reasons.isEmpty() || reasons.size() < shards.size()) {
            return;
        }
        ConnectException first = reasons.values().iterator().next();
        if (reasons.size() == 1) {
            throw first;
        }
        StringBuilder message = new StringBuilder("All shards of this task are stopped:");
        reasons.forEach((partition, reason) ->
                message.append("\n").append(partition).append(": ").append(reason.getMessage()));
        throw new ConnectException(message.toString(), first);
    }

    private void reopenChanged(Now now) {
        for (TopicPartition partition : scope.topicLooks().changed(now)) {
            Shard shard = shards.get(partition);
            if (shard != null) {
                shard.phase = shard.phase.topicsChanged(now);
            }
        }
    }

    private @Nullable Shard shardOf(SinkRecord record) {
        Shard shard = latest;
        if (shard == null || !shard.reads(record)) {
            shard = shards.get(new TopicPartition(record.originalTopic(), record.originalKafkaPartition()));
            latest = shard;
        }
        return shard;
    }

    /** Commits what is waiting and returns where the shards among these partitions stand. */
    public Map<TopicPartition, OffsetAndMetadata> commit(Map<TopicPartition, OffsetAndMetadata> polled) {
        long deadlineMs = scope.clock().get().elapsedMs() + COMMIT_BUDGET_MS;
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        polled.forEach((partition, offset) -> {
            Shard shard = shards.get(partition);
            if (shard != null) {
                commit(shard, offset.offset(), deadlineMs)
                        .ifPresent(position -> committed.put(partition, new OffsetAndMetadata(position)));
            }
        });
        return committed;
    }

    private OptionalLong commit(Shard shard, long polledOffset, long deadlineMs) {
        Now now = scope.clock().get();
        if (now.elapsedMs() < deadlineMs) {
            shard.phase = shard.phase.commitNow(now);
        }
        shard.phase.polledUpTo(polledOffset, now);
        return shard.phase.committedOffset();
    }

    /** Gives partitions up; unknown ones are none of ours any more. */
    public void close(Collection<TopicPartition> partitions) {
        latest = null;
        for (TopicPartition partition : partitions) {
            Shard shard = shards.remove(partition);
            if (shard != null) {
                shard.close();
            }
        }
        tellOfRebalance();
    }

    public void closeAll() {
        close(List.copyOf(shards.keySet()));
    }
}
