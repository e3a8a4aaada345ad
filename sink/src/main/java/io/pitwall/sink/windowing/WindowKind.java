package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of windows is made of slices: which slice takes a row, which slices make a window, and when it closes.
 *
 * <p>Which windows were given out follows from the clock alone: exactly those that it has closed. So nothing is persisted about
 * it, and slices that no open window needs are dropped without being written.
 */
abstract sealed class WindowKind permits PaneWindows, SlidingWindows, SessionWindows, CountWindows {

    /** A time that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    /** So long after a time, which may be {@link #NEVER}; that again where it would be later. */
    static long after(long timeMs, long delayMs) {
        return timeMs < NEVER - delayMs ? timeMs + delayMs : NEVER;
    }

    /** Receives windows one by one; the contents are overwritten by the next. */
    interface Visitor {
        void visit(KeyState state, WindowContents window);
    }

    static WindowKind of(Windows windows, SliceAggregates aggregates, int emptyWindows) {
        if (windows instanceof Windows.Hopping hopping) {
            return new PaneWindows(PaneEdges.of(hopping), aggregates, emptyWindows);
        }
        if (windows instanceof Windows.Days days) {
            return new PaneWindows(PaneEdges.of(days), aggregates, emptyWindows);
        }
        if (windows instanceof Windows.Sliding sliding) {
            return new SlidingWindows(sliding, aggregates);
        }
        if (windows instanceof Windows.Session session) {
            return new SessionWindows(session, aggregates);
        }
        return new CountWindows((Windows.Count) windows, aggregates);
    }

    /** Whether time closes the windows at all. */
    boolean areClosedByTime() {
        return true;
    }

    /** Where the keys and their slices are kept. */
    abstract KeyStore newStore();

    /**
     * How late a time is that no open window can hold; null if one can.
     *
     * @param state of the row's key, null if it has none
     */
    abstract @Nullable Lateness latenessOf(@Nullable KeyState state, long timestampMs, long clockMs);

    /** Whether the key may take a row at a time; false where its open slices would exceed {@link Windows#MAX_OPEN_SLICES}. */
    abstract boolean hasRoom(KeyState state, long timestampMs);

    /** The position of the slice that takes a row at a time, open and occupied from now on. */
    abstract long enter(KeyState state, long timestampMs);

    /** Closes the windows that a row has just completed, whatever the clock says. */
    void closeCompleted(KeyState state, Visitor visitor) {}

    /** Whether a window of the key is still to close. */
    abstract boolean hasOpenWindows(KeyState state, long clockMs);

    /** The clock at which the key's next window closes, or its next slice is of no more use; {@link #NEVER} for none. */
    abstract long nextCloseMs(KeyState state, long clockMs);

    /** Closes the windows of a key that close at a clock in {@code (fromMs, toMs]}, oldest first, and drops what only they needed. */
    abstract void close(KeyState state, long fromMs, long toMs, Visitor visitor);

    /** Drops the slices of a key that only windows needed which the clock has closed. */
    abstract void dropClosed(KeyState state, long clockMs);

    /**
     * Visits the current window of a key after a row: of the windows that hold the newest time, the one that ends first, so the
     * one that covers most of the past. Not if the row is older than it.
     */
    abstract void visitCurrent(KeyState state, long timestampMs, long clockMs, Visitor visitor);

    /** How far behind the clock the end of a window may be when it closes, or the time of a row that enters one. */
    abstract long lagMs();

    /** The greatest time that is known of the key's rows, within a pane; of a key that has slices. */
    abstract long newestMs(KeyState state);
}
