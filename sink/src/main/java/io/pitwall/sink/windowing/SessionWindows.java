package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.aggregate.TimeBounds;
import io.pitwall.sink.windowing.keyed.Chunks;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * A window for every run of rows less than the gap apart. A slice is a session, its position the time of its first row. Open
 * sessions of a key are at least a gap apart, so a row meets at most two, which it then merges:
 *
 * <pre>
 *  gap 10      [0 … 14]          [28 … 31]
 *  row at 21          |-- 7 --|-- 7 --|           one session [0 … 31]
 * </pre>
 */
final class SessionWindows extends WindowKind implements LastingWindows {

    private final SliceAggregates aggregates;
    private final TimeBounds times;
    private final long gapMs;
    private final long graceMs;
    private final WindowContents contents;

    SessionWindows(Windows.Session windows, SliceAggregates aggregates) {
        this.aggregates = aggregates;
        times = aggregates.times();
        gapMs = windows.gapMs();
        graceMs = windows.graceMs();
        contents = new WindowContents(aggregates.layout());
    }

    @Override
    KeyStore newStore() {
        return KeyStore.of(aggregates.layout(), aggregates, Chunks.whole(), 1, false);
    }

    private long lastRowMs(KeyState state, int rank) {
        return times.greatestMs(state.slices(), state.sliceAt(rank));
    }

    private long closeMs(KeyState state, int rank) {
        return lastRowMs(state, rank) + gapMs + graceMs;
    }

    /** The rank of a session that a row at a time belongs to, the older of two; -1 for none. */
    private int sessionTaking(KeyState state, long timestampMs) {
        int next = state.rankOf(timestampMs + 1);
        if (next > 0 && lastRowMs(state, next - 1) > timestampMs - gapMs) {
            return next - 1;
        }
        return next < state.size() && state.positionAt(next) < timestampMs + gapMs ? next : -1;
    }

    @Override
    @Nullable
    Lateness latenessOf(@Nullable KeyState state, long timestampMs, long clockMs) {
        return isLate(state, timestampMs, clockMs) ? lateness(timestampMs, clockMs) : null;
    }

    private boolean isLate(@Nullable KeyState state, long timestampMs, long clockMs) {
        return timestampMs + gapMs + graceMs <= clockMs && (state == null || sessionTaking(state, timestampMs) < 0);
    }

    private Lateness lateness(long timestampMs, long clockMs) {
        long endMs = timestampMs + gapMs;
        return new Lateness(clockMs - endMs - graceMs, timestampMs, endMs);
    }

    @Override
    boolean hasRoom(KeyState state, long timestampMs) {
        return state.size() < Windows.MAX_OPEN_SLICES || sessionTaking(state, timestampMs) >= 0;
    }

    @Override
    long enter(KeyState state, long timestampMs) {
        int rank = sessionTaking(state, timestampMs);
        if (rank < 0) {
            state.open(timestampMs);
            return timestampMs;
        }
        long startMs = state.positionAt(rank);
        if (timestampMs < startMs) {
            moveStart(state, startMs, timestampMs);
            return timestampMs;
        }
        if (rank + 1 < state.size() && state.positionAt(rank + 1) < timestampMs + gapMs) {
            merge(state, rank);
        }
        return startMs;
    }

    private static void moveStart(KeyState state, long startMs, long earlierMs) {
        int moved = state.open(earlierMs);
        Accumulators slices = state.slices();
        slices.move(slices, state.sliceAt(state.rankOf(startMs)), moved);
        state.drop(startMs, startMs);
    }

    private void merge(KeyState state, int older) {
        long youngerStartMs = state.positionAt(older + 1);
        Accumulators slices = state.slices();
        aggregates.merge(slices, state.sliceAt(older), slices, state.sliceAt(older + 1));
        state.drop(youngerStartMs, youngerStartMs);
    }

    @Override
    boolean hasOpenWindows(KeyState state, long clockMs) {
        return !state.isEmpty();
    }

    @Override
    long nextCloseMs(KeyState state, long clockMs) {
        return state.isEmpty() ? NEVER : closeMs(state, 0);
    }

    @Override
    void close(KeyState state, long fromMs, long toMs, Visitor visitor) {
        while (!state.isEmpty() && closeMs(state, 0) <= toMs) {
            take(state, 0);
            state.drop(state.oldest(), state.oldest());
            visitor.visit(state, contents);
        }
    }

    private void take(KeyState state, int rank) {
        contents.take(state.slices(), state.sliceAt(rank));
        contents.setBounds(state.positionAt(rank), lastRowMs(state, rank) + gapMs);
    }

    @Override
    void dropClosed(KeyState state, long clockMs) {
        while (!state.isEmpty() && closeMs(state, 0) <= clockMs) {
            state.drop(state.oldest(), state.oldest());
        }
    }

    /** The session that the row is in. */
    @Override
    void visitCurrent(KeyState state, long timestampMs, long clockMs, Visitor visitor) {
        int rank = state.rankOf(timestampMs + 1) - 1;
        if (rank == state.size() - 1) {
            take(state, rank);
            visitor.visit(state, contents);
        }
    }

    @Override
    public void visitOpen(KeyState state, long from, long to, long clockMs, Visitor visitor) {
        for (int rank = state.rankOf(from); rank < state.size() && state.positionAt(rank) <= to; rank++) {
            take(state, rank);
            visitor.visit(state, contents);
        }
    }

    /** Rows that come later begin a new session. */
    @Override
    public void closeEarly(KeyState state, WindowContents window) {
        state.drop(window.startMs(), window.startMs());
    }

    @Override
    long lagMs() {
        return gapMs + graceMs;
    }

    @Override
    long newestMs(KeyState state) {
        return lastRowMs(state, state.size() - 1);
    }
}
