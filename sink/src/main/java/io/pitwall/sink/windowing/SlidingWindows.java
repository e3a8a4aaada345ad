package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.Chunks;
import io.pitwall.sink.windowing.keyed.Combiner;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * A window for every time at which a key has a row. A slice holds the rows of one time, in ms, and makes the window that ends
 * with it; it is needed by the windows of later rows until they are out of reach:
 *
 * <pre>
 *           t          t + 1 + grace      t + size + 1 + grace
 *  row ─────┴───────────────┴──────────────────────┴───────────
 *                    own window closes      last window closes
 * </pre>
 */
final class SlidingWindows extends WindowKind {

    private final SliceAggregates aggregates;
    private final long sizeMs;
    private final long graceMs;
    private final WindowContents contents;

    SlidingWindows(Windows.Sliding windows, SliceAggregates aggregates) {
        this.aggregates = aggregates;
        sizeMs = windows.sizeMs();
        graceMs = windows.graceMs();
        contents = new WindowContents(aggregates.layout());
    }

    @Override
    KeyStore newStore() {
        // Any number of times may lie in a window.
        return KeyStore.of(
                aggregates.layout(), aggregates, Chunks.spanning(sizeMs + graceMs + 1), Windows.MAX_OPEN_SLICES, false);
    }

    /** Windows that end with a row before this time are closed. */
    private long firstOpen(long clockMs) {
        return clockMs - graceMs;
    }

    @Override
    @Nullable
    Lateness latenessOf(@Nullable KeyState state, long timestampMs, long clockMs) {
        return isLate(timestampMs, clockMs) ? lateness(timestampMs, clockMs) : null;
    }

    private boolean isLate(long timestampMs, long clockMs) {
        return timestampMs + sizeMs < firstOpen(clockMs);
    }

    private Lateness lateness(long timestampMs, long clockMs) {
        long lastEndMs = timestampMs + sizeMs + 1;
        return new Lateness(clockMs - lastEndMs - graceMs, timestampMs, lastEndMs);
    }

    @Override
    boolean hasRoom(KeyState state, long timestampMs) {
        return state.size() < Windows.MAX_OPEN_SLICES || hasSlice(state, timestampMs);
    }

    private static boolean hasSlice(KeyState state, long timestampMs) {
        int rank = state.rankOf(timestampMs);
        return rank < state.size() && state.positionAt(rank) == timestampMs;
    }

    @Override
    long enter(KeyState state, long timestampMs) {
        state.open(timestampMs);
        return timestampMs;
    }

    @Override
    boolean hasOpenWindows(KeyState state, long clockMs) {
        return !state.isEmpty() && state.newest() >= firstOpen(clockMs);
    }

    @Override
    long nextCloseMs(KeyState state, long clockMs) {
        if (state.isEmpty()) {
            return NEVER;
        }
        int next = state.rankOf(firstOpen(clockMs));
        return next < state.size() ? state.positionAt(next) + 1 + graceMs : state.oldest() + sizeMs + 1 + graceMs;
    }

    @Override
    void close(KeyState state, long fromMs, long toMs, Visitor visitor) {
        for (int rank = state.rankOf(firstOpen(fromMs)); rank < state.size(); rank++) {
            long timestampMs = state.positionAt(rank);
            if (timestampMs >= firstOpen(toMs)) {
                break;
            }
            visit(state, state.closing(), timestampMs, visitor);
        }
        dropClosed(state, toMs);
    }

    @Override
    void dropClosed(KeyState state, long clockMs) {
        state.dropBefore(firstOpen(clockMs) - sizeMs);
    }

    @Override
    void visitCurrent(KeyState state, long timestampMs, long clockMs, Visitor visitor) {
        if (timestampMs == state.newest() && timestampMs >= firstOpen(clockMs)) {
            visit(state, state.current(), timestampMs, visitor);
        }
    }

    /** Visits the window that ends with the rows of a time. */
    private void visit(KeyState state, Combiner combiner, long timestampMs, Visitor visitor) {
        contents.combine(state, combiner, timestampMs - sizeMs, timestampMs);
        contents.setBounds(timestampMs - sizeMs, timestampMs + 1);
        visitor.visit(state, contents);
    }

    @Override
    long lagMs() {
        return sizeMs + graceMs;
    }

    @Override
    long newestMs(KeyState state) {
        return state.newest();
    }
}
