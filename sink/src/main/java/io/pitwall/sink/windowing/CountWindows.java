package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.aggregate.TimeBounds;
import io.pitwall.sink.windowing.keyed.Chunks;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * A window for every so many rows of a key, in the order in which they come. Rows are numbered per key, and cut into panes as
 * time is for {@link PaneWindows}: positions are numbers of panes of rows. A window closes on its last row; time has no say.
 */
final class CountWindows extends WindowKind {

    private final SliceAggregates aggregates;
    private final TimeBounds times;
    private final long paneRows;
    /** In panes. */
    private final long size;

    private final long advance;
    private final WindowContents contents;

    CountWindows(Windows.Count windows, SliceAggregates aggregates) {
        this.aggregates = aggregates;
        times = aggregates.times();
        paneRows = windows.paneRows();
        size = windows.rows() / paneRows;
        advance = windows.advanceRows() / paneRows;
        contents = new WindowContents(aggregates.layout());
    }

    @Override
    boolean areClosedByTime() {
        return false;
    }

    @Override
    KeyStore newStore() {
        return KeyStore.of(aggregates.layout(), aggregates, Chunks.spanning(size), size, true);
    }

    /** No row is late for windows of rows. */
    @Override
    @Nullable
    Lateness latenessOf(@Nullable KeyState state, long timestampMs, long clockMs) {
        return null;
    }

    @Override
    boolean hasRoom(KeyState state, long timestampMs) {
        return true;
    }

    @Override
    long enter(KeyState state, long timestampMs) {
        long pane = paneOfNextRow(state);
        state.open(pane);
        return pane;
    }

    private long paneOfNextRow(KeyState state) {
        if (state.isEmpty()) {
            return 0;
        }
        return isFull(state) ? state.newest() + 1 : state.newest();
    }

    private boolean isFull(KeyState state) {
        return times.rows(state.slices(), state.sliceAt(state.size() - 1)) == paneRows;
    }

    /** The oldest window that is not complete begins with the oldest pane: those before it are dropped. */
    @Override
    void closeCompleted(KeyState state, Visitor visitor) {
        long end = state.oldest() + size;
        if (state.newest() == end - 1 && isFull(state)) {
            combine(state, state.oldest(), end - 1);
            state.dropBefore(state.oldest() + advance);
            visitor.visit(state, contents);
        }
    }

    private void combine(KeyState state, long first, long last) {
        contents.combine(state, state.closing(), first, last);
        contents.setBounds(
                times.leastMs(contents.combined(), WindowContents.ONLY),
                times.greatestMs(contents.combined(), WindowContents.ONLY) + 1);
    }

    /** Time closes none. */
    @Override
    boolean hasOpenWindows(KeyState state, long clockMs) {
        return false;
    }

    @Override
    long nextCloseMs(KeyState state, long clockMs) {
        return NEVER;
    }

    @Override
    void close(KeyState state, long fromMs, long toMs, Visitor visitor) {}

    @Override
    void dropClosed(KeyState state, long clockMs) {
        if (!state.isEmpty()) {
            long complete = isFull(state) ? state.newest() + 1 : state.newest();
            state.dropBefore(Math.max(0, Math.floorDiv(complete - size, advance) * advance + advance));
        }
    }

    @Override
    void visitCurrent(KeyState state, long timestampMs, long clockMs, Visitor visitor) {
        if (!state.isEmpty()) {
            combine(state, state.oldest(), state.newest());
            visitor.visit(state, contents);
        }
    }

    /** Rows enter however old they are. */
    @Override
    long lagMs() {
        return 2 * Windows.MAX_TIME_MS;
    }

    @Override
    long newestMs(KeyState state) {
        long newestMs = KeyState.NO_TIME;
        for (int rank = 0; rank < state.size(); rank++) {
            newestMs = Math.max(newestMs, times.greatestMs(state.slices(), state.sliceAt(rank)));
        }
        return newestMs;
    }
}
