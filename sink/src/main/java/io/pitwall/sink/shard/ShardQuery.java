package io.pitwall.sink.shard;

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
        FILTERED
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

    /** Moves stream time without a row. */
    void advanceTo(long streamTimeMs, Outbox outbox);

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

    /** How many keys have state. */
    long liveKeys();

    /** How many state rows are safe, each of which a restore would hand back. */
    long persistedRows();

    /** Hands over every state row that changed since {@link #markPersisted}: its whole value, or null for a removed one. */
    void forEachChange(BiConsumer<byte[], byte @Nullable []> changes);

    /** Tells that the changes handed over last are safe. */
    void markPersisted();

    /** Takes back a row that was handed over as a change. Only before the first record. */
    void restore(byte[] key, byte[] value);

    /** Takes back the stream time. Only before the first record. */
    void restoreStreamTime(long streamTimeMs);
}
