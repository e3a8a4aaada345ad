package io.pitwall.sink.shard;

import io.pitwall.sink.state.LocalRows;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The connector's query over one shard: understands records, folds them into windows and encodes what comes out. Used by
 * one thread at a time: the restoring one, then the task's.
 */
public interface ShardQuery {

    /** What became of a row. */
    enum Fate {
        /** It is in at least one open window. */
        WINDOWED,
        /** All its windows have been emitted; it changed nothing. */
        LATE,
        /** {@code where} turned it away; it changed nothing. */
        FILTERED,
        /** Stream time is on its way to it, and the outbox full: it is to come again after a commit. */
        AWAITED
    }

    /**
     * Moves stream time to the row's, emitting the windows this closes, then adds the row to those still open.
     *
     * @param wallMs the wall clock, for judging timestamps that lie in the future
     * @throws RejectedRowException for a record that cannot be used; nothing has changed, except perhaps stream time
     */
    Fate accept(SinkRecord record, long wallMs, Outbox outbox);

    /** How late the latest row with the fate {@link Fate#LATE} was. */
    Lateness lateness();

    /** Moves stream time without a row; like a row, perhaps not at once. */
    void advanceTo(long streamTimeMs, Outbox outbox);

    /**
     * Goes on with a move of stream time that stopped at a full outbox, perhaps in an earlier life of the shard.
     *
     * @return whether it has come to its end, or there is none
     */
    boolean goOn(Outbox outbox);

    /**
     * Puts out what those open windows hold that have changed since they were last put out, where that is asked for; but no
     * more than the outbox takes. The next call then goes on there.
     *
     * @return whether nothing is left of this round
     */
    boolean giveUpdates(Outbox outbox);

    /** The greatest accepted timestamp; {@code Long.MIN_VALUE} before the first row. */
    long streamTimeMs();

    /** Whether moving stream time could still emit anything. May cost as much as there are keys. */
    boolean hasOpenWindows();

    /** How far stream time has to move, at the least, to close a window; {@link Long#MAX_VALUE} if no distance will do. */
    long closesInMs();

    /** Whether {@link #forEachChange} has anything to hand over. */
    boolean hasChanges();

    /** How many keys have state. */
    long liveKeys();

    /** How many state rows are safe, each of which a restore would hand back. */
    long persistedRows();

    /** Hands over every state row that changed since {@link #markPersisted}: its whole value, or null for a removed one. */
    void forEachChange(BiConsumer<byte[], byte @Nullable []> changes);

    /** Tells that the changes handed over last are safe. */
    void markPersisted();

    /**
     * Says where the rows can be found that were handed over as changes and are safe, so that not all of them have to be in the
     * heap as well. Before anything is taken back.
     */
    void evictTo(LocalRows rows);

    /** What the keys of rows begin with: rows that differ in nothing else belong together. */
    List<byte[]> rowPrefixes();

    /** Takes back the stream time; {@code Long.MIN_VALUE} for none. Before the rows. */
    void restoreStreamTime(long streamTimeMs);

    /** Takes back a row that was handed over as a change; those that belong together one after the other. */
    void restore(byte[] key, byte[] value);

    /** Says that all rows have been taken back. Before the first record. */
    void restored();

    /** An estimate of what the rows, and what a commit would hold of them, take on the heap. Asked for every record. */
    long heapBytes();

    /** Lets what is safe leave the heap until the rest takes no more than this, or nothing is left that may. */
    void evict(long targetBytes);

    /** Where the keys are. */
    Keys keys();

    /**
     * How many keys are where.
     *
     * @param hot in the heap
     * @param cold in the local state alone
     * @param evictions how often a key has left the heap, since the shard was opened
     */
    record Keys(long hot, long cold, long evictions) {}
}
