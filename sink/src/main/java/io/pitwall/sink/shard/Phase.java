package io.pitwall.sink.shard;

import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What a shard is doing. Each method returns the phase the shard is in afterwards. Only a running shard has a writer, so
 * the others have nothing to commit, and drop what comes: it will come again, or belongs to the next owner.
 *
 * <pre>
 * Stopped ◄── Restoring ⇄ Running ──► Failed
 *        ╲       │          │       ╱
 *         └──────┴► Closed ◄┴──────┘
 * </pre>
 *
 * {@code Running} goes back to {@code Restoring} when its writer is spent, or its topics are not what they were. A shard that
 * cannot be opened stops alone; a query that fails ends the task.
 */
sealed interface Phase permits Restoring, Running, Stopped, Failed, Closed {

    /** Takes a record of the partition, in offset order, or drops it. */
    default Phase accept(SinkRecord record, Now now) {
        return this;
    }

    /** Does what time has made due. */
    Phase tick(Now now);

    /** Commits what is waiting, ahead of its time. */
    default Phase commitNow(Now now) {
        return this;
    }

    /** Learns that the worker has read all records before an offset. */
    default void polledUpTo(long offset, Now now) {}

    /** Learns that the worker is in the middle of a rebalance that leaves this partition where it is. */
    default void rebalancing() {}

    /** Learns that the input topic or the changelog is another one, or wider, than when the shard was opened. */
    default Phase topicsChanged(Now now) {
        return this;
    }

    /** Why the shard cannot be opened; empty while it can. */
    default Optional<ConnectException> stoppedBecause() {
        return Optional.empty();
    }

    /** The position of the last commit. */
    default OptionalLong committedOffset() {
        return OptionalLong.empty();
    }

    /** Lets go of everything, committing nothing, without waiting. */
    default Closed close() {
        return new Closed();
    }
}
