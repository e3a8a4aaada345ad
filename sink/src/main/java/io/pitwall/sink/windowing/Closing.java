package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** When the windows of a shard's keys close, and in which order. */
sealed interface Closing permits PaneByPane, DueByDue, KeyByKey {

    /** @param afterwards is told of every key that was visited, and of the clock it was visited for */
    static Closing of(
            EngineSettings settings,
            WindowKind kind,
            KeyStore keys,
            Advance advance,
            WindowKind.Visitor visitor,
            ObjLongConsumer<KeyState> afterwards) {
        if (settings.clock() == EngineSettings.Clock.KEY) {
            return new KeyByKey(kind, keys, advance, settings.stateTtlMs(), visitor, afterwards);
        }
        return kind instanceof PaneWindows panes
                ? new PaneByPane(panes, keys, advance, visitor, afterwards)
                : new DueByDue(kind, keys, advance, visitor, afterwards);
    }

    /** The clock through which the windows of a key are closed; of one that is not known, through which they would be. */
    long clockMs(@Nullable KeyState state, long streamTimeMs);

    /** Stream time begins: with the first row, or where it was, perhaps amid an advance, when the shard was persisted. */
    void begin(long streamTimeMs);

    /** Whether a row that moves stream time to here makes windows close. */
    boolean isDue(long streamTimeMs);

    /** A stream time before which time that passes closes nothing; {@link WindowKind#NEVER} if it never will. */
    long nextDueMs(long streamTimeMs);

    /**
     * Closes what the present advance closes.
     *
     * @return false if something is left, since that is enough
     */
    boolean advance();

    /** A row of a key has come; it may be late. */
    void rowComes(KeyState state, long timestampMs, long streamTimeMs);

    /** A row has entered the slice at a position. */
    void rowEntered(KeyState state, long position, long clockMs);

    /** Closes what a key has kept open beyond its time to live. */
    void closeOutlived(KeyState state, long streamTimeMs);

    /** When a key must be looked at so that its windows close in time, if no row comes; {@link WindowKind#NEVER} if it need not. */
    long dueMs(KeyState state);

    /** A key is back in the heap that was due at this time; slices that only closed windows needed are dropped. */
    void loaded(KeyState state, long dueMs, long streamTimeMs);

    /** Keys have left the heap. */
    void evicted();

    /** A key's slices are restored; those that only closed windows needed are dropped. After {@link #begin}. */
    void restored(KeyState state, long streamTimeMs);
}
