package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.Chunks;
import io.pitwall.sink.windowing.keyed.Combiner;
import io.pitwall.sink.windowing.keyed.KeyFacts;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import org.jspecify.annotations.Nullable;

/** Tumbling and hopping windows: slices are panes, positions their numbers. Windows are known by their ends, as in {@link PaneEdges}. */
/*
 * A row touches one pane, where a window-by-window engine makes size / advance updates. Shared slices after Li et al., "No
 * pane, no gain" (SIGMOD Record 34/1, 2005).
 */
final class PaneWindows extends WindowKind implements LastingWindows {

    private final SliceAggregates aggregates;
    private final PaneEdges edges;
    private final int emptyWindows;
    private final WindowContents contents;

    PaneWindows(PaneEdges edges, SliceAggregates aggregates, int emptyWindows) {
        this.aggregates = aggregates;
        this.edges = edges;
        this.emptyWindows = emptyWindows;
        contents = new WindowContents(aggregates.layout());
    }

    @Override
    KeyStore newStore() {
        return KeyStore.of(aggregates.layout(), aggregates, Chunks.spanning(edges.openSpan()), edges.size(), true);
    }

    PaneEdges edges() {
        return edges;
    }

    /** Whether the window with an end can be given out when no row is in a pane after {@code newestPane}. */
    boolean mayBeSeen(long end, long newestPane) {
        return edges.firstPane(end) <= newestPane + emptyWindows * edges.advance();
    }

    /** The newest pane that {@link #mayBeSeen} has to reckon with for a key. */
    long newestPaneOf(KeyState state) {
        if (!state.isEmpty()) {
            return state.newest();
        }
        KeyFacts facts = state.knownFacts();
        return facts == null ? KeyState.NO_TIME : facts.lastWindowEnd();
    }

    @Override
    @Nullable
    Lateness latenessOf(@Nullable KeyState state, long timestampMs, long clockMs) {
        return isLate(state, timestampMs, clockMs) ? lateness(timestampMs, clockMs) : null;
    }

    private boolean isLate(@Nullable KeyState state, long timestampMs, long clockMs) {
        if (timestampMs >= clockMs - edges.graceMs() && !hasClosedEarly(state)) {
            // Every window that holds such a time ends after it, so after every closed one.
            return false;
        }
        long pane = edges.paneOf(timestampMs);
        long lastEnd = edges.lastEndTaking(pane);
        long firstEnd = Math.max(edges.firstOpenEnd(clockMs), edges.firstEndAfter(pane));
        return lastEnd < firstEnd || areAllClosedEarly(state, firstEnd, lastEnd);
    }

    private static boolean hasClosedEarly(@Nullable KeyState state) {
        KeyFacts facts = state == null ? null : state.knownFacts();
        return facts != null && facts.hasClosedEarly();
    }

    private boolean areAllClosedEarly(@Nullable KeyState state, long firstEnd, long lastEnd) {
        if (state == null || !hasClosedEarly(state)) {
            return false;
        }
        for (long end = firstEnd; end <= lastEnd; end += edges.advance()) {
            if (!isClosedEarly(state, end)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isClosedEarly(KeyState state, long end) {
        KeyFacts facts = state.knownFacts();
        return facts != null && facts.isClosedEarly(end);
    }

    private Lateness lateness(long timestampMs, long clockMs) {
        long end = edges.lastEndTaking(edges.paneOf(timestampMs));
        long lateByMs = Math.max(0, clockMs - edges.closeMs(end));
        return new Lateness(lateByMs, edges.startOf(edges.firstPane(end)), edges.startOf(end));
    }

    @Override
    boolean hasRoom(KeyState state, long timestampMs) {
        return true;
    }

    @Override
    long enter(KeyState state, long timestampMs) {
        long pane = edges.paneOf(timestampMs);
        state.open(pane);
        return pane;
    }

    @Override
    boolean hasOpenWindows(KeyState state, long clockMs) {
        return hasWindowsFrom(state, edges.firstOpenEnd(clockMs));
    }

    @Override
    long nextCloseMs(KeyState state, long clockMs) {
        return closeMsFrom(state, edges.firstOpenEnd(clockMs));
    }

    /** When the first window of a key closes that does not end before this. */
    long closeMsFrom(KeyState state, long end) {
        if (isGapToShow(state, end)) {
            return edges.closeMs(end);
        }
        return state.isEmpty() ? NEVER : edges.closeMs(Math.max(end, edges.firstEndAfter(state.oldest())));
    }

    @Override
    void close(KeyState state, long fromMs, long toMs, Visitor visitor) {
        long lastEnd = edges.closedEdge(toMs);
        long end = edges.firstOpenEnd(fromMs);
        while (end <= lastEnd && hasWindowsFrom(state, end)) {
            closeAt(state, end, visitor);
            end += edges.advance();
            if (!state.isEmpty() && !isGapToShow(state, end)) {
                end = Math.max(end, edges.firstEndAfter(state.oldest()));
            }
        }
    }

    private boolean hasWindowsFrom(KeyState state, long end) {
        return !state.isEmpty() || isGapToShow(state, end);
    }

    /** Closes the window of a key that has this end. */
    void closeAt(KeyState state, long end, Visitor visitor) {
        combine(state, state.closing(), end, end - 1);
        boolean isClosedEarly = isClosedEarly(state, end);
        if (isClosedEarly) {
            state.facts().forgetClosedEarly(end);
        }
        if (contents.hasRows()) {
            if (emptyWindows > 0) {
                state.facts().setLastWindowEnd(end);
            }
            if (!isClosedEarly) {
                visitor.visit(state, contents);
            }
        } else if (isGapToShow(state, end) && contents.startMs() < contents.endMs()) {
            // A day that a time zone has skipped is no gap.
            visitor.visit(state, contents);
        }
        state.dropBefore(edges.firstPane(end) + edges.advance());
    }

    /** Combines the panes of the window with an end, as far as the last that can have rows. */
    private void combine(KeyState state, Combiner combiner, long end, long last) {
        contents.combine(state, combiner, edges.firstPane(end), last);
        contents.setBounds(edges.startOf(edges.firstPane(end)), edges.startOf(end));
    }

    /** Whether a window without rows is one of the few after the key's last window with rows that are emitted all the same. */
    boolean isGapToShow(KeyState state, long end) {
        KeyFacts facts = emptyWindows == 0 ? null : state.knownFacts();
        return facts != null
                && facts.lastWindowEnd() != KeyState.NO_TIME
                && end - facts.lastWindowEnd() <= emptyWindows * edges.advance();
    }

    @Override
    void dropClosed(KeyState state, long clockMs) {
        dropBeforeWindow(state, edges.firstOpenEnd(clockMs));
    }

    /** Drops the panes of a key that only windows before the one with this end needed. */
    void dropBeforeWindow(KeyState state, long end) {
        state.dropBefore(edges.firstPane(end));
    }

    @Override
    void visitCurrent(KeyState state, long timestampMs, long clockMs, Visitor visitor) {
        // Up to the newest pane only: rows still enter it, and a combiner remembers what is before the last.
        long newest = edges.paneOf(clockMs);
        long end = edges.firstEndAfter(newest);
        if (edges.paneOf(timestampMs) >= edges.firstPane(end) && !isClosedEarly(state, end)) {
            combine(state, state.current(), end, newest);
            visitor.visit(state, contents);
        }
    }

    @Override
    public void visitOpen(KeyState state, long from, long to, long clockMs, Visitor visitor) {
        long last = edges.lastEndTaking(to);
        for (long end = Math.max(edges.firstOpenEnd(clockMs), edges.firstEndAfter(from));
                end <= last;
                end += edges.advance()) {
            if (!isClosedEarly(state, end)) {
                combine(state, state.closing(), end, end - 1);
                if (contents.hasRows()) {
                    visitor.visit(state, contents);
                }
            }
        }
    }

    @Override
    public void closeEarly(KeyState state, WindowContents window) {
        // Not by its end in ms: a day that a time zone has skipped ends with the day before.
        state.facts().closeEarly(window.first() + edges.size());
    }

    @Override
    long lagMs() {
        return edges.lagMs();
    }

    @Override
    long newestMs(KeyState state) {
        return edges.startOf(state.newest());
    }
}
