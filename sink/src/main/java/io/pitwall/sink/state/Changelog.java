package io.pitwall.sink.state;

import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * One partition of the compacted topic that is the truth about a shard, seen by the shard's one writer. Calls block on the
 * broker; {@link #open} and {@link #replay} belong to a background thread, {@link #commit} to the task's.
 */
public interface Changelog extends AutoCloseable {

    /** Takes the shard over: from here on no earlier writer can commit, and what it left open is aborted. */
    void open();

    /** The incarnation of the topic; offsets mean nothing in another one. */
    Uuid topicId();

    /** How long the log remembers removals, in ms: a copy that has not caught up for longer may miss some. */
    long removalsKeptMs();

    /**
     * The offsets a replay can begin at, as far as the log reaches now: both ends inclusive.
     *
     * @throws RetriableException while a transaction is open, which hides what comes after its beginning
     */
    OffsetRange offsets();

    /**
     * Hands over every committed record from an offset to the end of the log, in order, batch by batch.
     *
     * @throws ShardLostException when the shard was given up meanwhile
     */
    void replay(long fromOffset, Batches batches, Requester requester);

    /** Writes everything or, as far as readers of committed data can see, nothing. */
    Result commit(Commit commit);

    /** Lets go at once, without waiting for the broker. */
    @Override
    void close();

    /**
     * The offsets a replay can begin at.
     *
     * @param end the offset the next record will have, or a later one
     */
    record OffsetRange(long start, long end) {
        boolean contains(long offset) {
            return start <= offset && offset <= end;
        }
    }

    /**
     * How a commit ended, and where that leaves the log.
     *
     * @param nextOffset where a replay goes on after this commit; only meaningful when it is committed
     */
    record Result(CommitOutcome outcome, long nextOffset) {
        static final long UNKNOWN_OFFSET = -1;

        public static Result committed(long nextOffset) {
            return new Result(new CommitOutcome.Committed(), nextOffset);
        }

        public static Result aborted(Exception cause) {
            return new Result(new CommitOutcome.Aborted(cause), UNKNOWN_OFFSET);
        }

        public static Result lost(Exception cause) {
            return new Result(new CommitOutcome.Lost(cause), UNKNOWN_OFFSET);
        }
    }

    /** Receives replayed records. */
    interface Batches {
        /**
         * Takes the next records; none where the log holds only transaction markers.
         *
         * @param nextOffset where a replay goes on after these
         */
        void accept(List<StateChange> changes, long nextOffset);
    }
}
