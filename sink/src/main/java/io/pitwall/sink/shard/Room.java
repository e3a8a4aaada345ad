package io.pitwall.sink.shard;

import io.pitwall.sink.state.HeapShare;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a shard has in the heap within what it may have of the worker's memory: its keys, what a commit holds of those that
 * have changed, and what waits in the outbox. Keys leave the heap while they are safe in the local state; after a commit, all
 * are. So one commit makes room for anything, and whatever is left then is let be: a shard must always get on.
 */
final class Room {

    /** Of what a shard may have, what is free once room was made, so that it is not made for every row. */
    private static final int FREE_PART = 8;

    private static final Logger log = LoggerFactory.getLogger(Room.class);

    private final TopicPartition partition;
    private final ShardQuery query;
    private final HeapShare memory;
    private long limitBytes;
    private boolean isScarcityTold;

    Room(TopicPartition partition, ShardQuery query, HeapShare memory) {
        this.partition = partition;
        this.query = query;
        this.memory = memory;
        limitBytes = memory.report(query.heapBytes());
    }

    /** Whether there is less room than needed. Asked for every record. */
    boolean isShort(long outboxBytes) {
        return query.heapBytes() + outboxBytes > limitBytes;
    }

    /**
     * Makes room as far as that takes no commit.
     *
     * @return whether that is enough for a while
     */
    boolean makeOfSafe(long outboxBytes) {
        limitBytes = memory.report(query.heapBytes() + outboxBytes);
        if (!isShort(outboxBytes)) {
            return true;
        }
        long targetBytes = limitBytes - limitBytes / FREE_PART - outboxBytes;
        query.evict(targetBytes);
        memory.report(query.heapBytes() + outboxBytes);
        tellOfScarcity();
        return query.heapBytes() <= targetBytes;
    }

    private void tellOfScarcity() {
        if (!isScarcityTold && query.keys().cold() > 0) {
            isScarcityTold = true;
            log.warn(
                    "The state of {} takes more than its part of state.memory.bytes, now {} bytes: keys that no row comes for are"
                            + " read from state.dir when one does. Raise state.memory.bytes, and the worker's heap with it,"
                            + " if it falls behind.",
                    partition,
                    limitBytes);
        }
    }

    /** For watchers. */
    ShardMemory use() {
        ShardQuery.Keys keys = query.keys();
        return new ShardMemory(query.heapBytes(), keys.hot(), keys.cold(), keys.evictions());
    }

    /** Makes room after a commit. */
    void make() {
        var unused = makeOfSafe(0);
        long leftBytes = query.heapBytes();
        limitBytes = Math.max(limitBytes, leftBytes + leftBytes / FREE_PART);
    }
}
