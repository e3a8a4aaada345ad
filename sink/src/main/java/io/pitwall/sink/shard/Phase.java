package io.pitwall.sink.shard;

import java.util.OptionalLong;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What a shard is doing. Each method returns the phase the shard is in afterwards. Only a running shard has a writer, so
 * the others have nothing to commit.
 *
 * <pre>
 * Restoring ⇄ Running
 *     │ ╲    ╱   │
 *  Failed  Closed
 * </pre>
 *
 * {@code Running} goes back to {@code Restoring} when its writer is spent; {@code Closed} and {@code Failed} are final.
 */
sealed interface Phase permits Restoring, Running, Closed, Failed {

    /** Takes a record of the partition, in offset order, or drops it when it will come again. */
    Phase accept(SinkRecord record, Now now);

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

    /** The position of the last commit. */
    default OptionalLong committedOffset() {
        return OptionalLong.empty();
    }

    /** Lets go of everything, committing nothing, without waiting. */
    Closed close();
}
