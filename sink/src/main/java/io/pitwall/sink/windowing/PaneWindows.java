package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.Chunks;
import io.pitwall.sink.windowing.keyed.KeyFacts;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * Tumbling and hopping windows, of milliseconds or of calendar days. Edges of windows cut time into panes, and a window is a
 * run of them:
 *
 * <pre>
 * size 5 panes, advance 2     [ 0   1   2   3   4 )
 *                                     [ 2   3   4   5   6 )
 *                                             [ 4   5   6   7   8 )
 * </pre>
 *
 * Positions and the ends of windows are numbers of panes here.
 */
/*
 * A row touches one pane, where a window-by-window engine makes size / advance updates. Shared slices after Li et al., "No
 * pane, no gain" (SIGMOD Record 34/1, 2005).
 */
final class PaneWindows extends WindowKind {

    private final SliceAggregates aggregates;
    private final Timeline timeline;
    private final long size;
    private final long advance;
    private final long graceMs;
    private final long openSpan;
    private final long lagMs;
    private final int emptyWindows;
    private final WindowContents contents;

    private PaneWindows(
            SliceAggregates aggregates,
            Timeline timeline,
            long size,
            long advance,
            long graceMs,
            long openSpan,
            long lagMs,
            int emptyWindows) {
        this.aggregates = aggregates;
        this.timeline = timeline;
        this.size = size;
        this.advance = advance;
        this.graceMs = graceMs;
        this.openSpan = openSpan;
        this.lagMs = lagMs;
        this.emptyWindows = emptyWindows;
        contents = new WindowContents(aggregates.layout());
    }

    static PaneWindows of(Windows.Hopping windows, SliceAggregates aggregates, int emptyWindows) {
        long paneMs = windows.paneMs();
        return new PaneWindows(
                aggregates,
                new Timeline.Even(paneMs, windows.offsetMs()),
                windows.sizeMs() / paneMs,
                windows.advanceMs() / paneMs,
                windows.graceMs(),
                windows.sizeMs() / paneMs + ceilDiv(windows.graceMs(), paneMs),
                windows.sizeMs() + windows.graceMs(),
                emptyWindows);
    }

    static PaneWindows of(Windows.Days windows, SliceAggregates aggregates, int emptyWindows) {
        long paneDays = windows.paneDays();
        // A day of 23 hours is over sooner.
        long shortestPaneMs = paneDays * Windows.DAY_MS - Windows.DAY_MS / 8;
        return new PaneWindows(
                aggregates,
                new Timeline.Calendar(windows.zone(), paneDays, windows.offsetDays()),
                windows.sizeDays() / paneDays,
                windows.advanceDays() / paneDays,
                windows.graceMs(),
                windows.sizeDays() / paneDays + ceilDiv(windows.graceMs(), shortestPaneMs) + 1,
                (windows.sizeDays() + 1) * Windows.DAY_MS + windows.graceMs(),
                emptyWindows);
    }

    private static long ceilDiv(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    @Override
    KeyStore newStore() {
        return KeyStore.of(aggregates.layout(), aggregates, Chunks.spanning(openSpan), size, true);
    }

    /** The least end of a window after an edge. */
    private long firstEndAfter(long edge) {
        return Math.floorDiv(edge - size, advance) * advance + advance + size;
    }

    /** The end of the last window that takes a pane. */
    private long lastEndTaking(long pane) {
        return Math.floorDiv(pane, advance) * advance + size;
    }

    /** The greatest edge that windows may have as their end and be closed: {@code end + grace <= clock}. */
    private long closedEdge(long clockMs) {
        return timeline.paneOf(clockMs - graceMs);
    }

    /** The end of the first window that a clock has not closed. */
    long firstOpenEnd(long clockMs) {
        return firstEndAfter(closedEdge(clockMs));
    }

    /** The clock at which the window with an end closes. */
    long closeMs(long end) {
        return timeline.startOf(end) + graceMs;
    }

    long advance() {
        return advance;
    }

    /** Whether the window with an end can be given out when no row is in a pane after {@code newestPane}. */
    boolean mayBeSeen(long end, long newestPane) {
        return end - size <= newestPane + emptyWindows * advance;
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
    boolean isLate(@Nullable KeyState state, long timestampMs, long clockMs) {
        if (timestampMs >= clockMs - graceMs && !hasClosedEarly(state)) {
            // Every window that holds such a time ends after it, so after every closed one.
            return false;
        }
        long pane = timeline.paneOf(timestampMs);
        long lastEnd = lastEndTaking(pane);
        long firstEnd = Math.max(firstOpenEnd(clockMs), firstEndAfter(pane));
        return lastEnd < firstEnd || areAllClosedEarly(state, firstEnd, lastEnd);
    }

    private static boolean hasClosedEarly(@Nullable KeyState state) {
        KeyFacts facts = state == null ? null : state.knownFacts();
        return facts != null && facts.hasClosedEarly();
    }

    private boolean areAllClosedEarly(@Nullable KeyState state, long firstEnd, long lastEnd) {
        KeyFacts facts = state == null ? null : state.knownFacts();
        if (facts == null || !facts.hasClosedEarly()) {
            return false;
        }
        for (long end = firstEnd; end <= lastEnd; end += advance) {
            if (!facts.isClosedEarly(end)) {
                return false;
            }
        }
        return true;
    }

    @Override
    Lateness lateness(long timestampMs, long clockMs) {
        long end = lastEndTaking(timeline.paneOf(timestampMs));
        long lateByMs = Math.max(0, clockMs - closeMs(end));
        return new Lateness(lateByMs, timeline.startOf(end - size), timeline.startOf(end));
    }

    @Override
    boolean hasRoom(KeyState state, long timestampMs) {
        return true;
    }

    @Override
    long enter(KeyState state, long timestampMs) {
        long pane = timeline.paneOf(timestampMs);
        state.open(pane);
        return pane;
    }

    @Override
    boolean hasOpenWindows(KeyState state, long clockMs) {
        return !state.isEmpty() || isGapToShow(state, firstOpenEnd(clockMs));
    }

    @Override
    long nextCloseMs(KeyState state, long clockMs) {
        long end = firstOpenEnd(clockMs);
        if (isGapToShow(state, end)) {
            return closeMs(end);
        }
        return state.isEmpty() ? NEVER : closeMs(Math.max(end, firstEndAfter(state.oldest())));
    }

    @Override
    void close(KeyState state, long fromMs, long toMs, Visitor visitor) {
        long lastEnd = closedEdge(toMs);
        long end = firstOpenEnd(fromMs);
        while (end <= lastEnd && hasWindowsFrom(state, end)) {
            closeAt(state, end, visitor);
            end += advance;
            if (!state.isEmpty() && !isGapToShow(state, end)) {
                end = Math.max(end, firstEndAfter(state.oldest()));
            }
        }
    }

    private boolean hasWindowsFrom(KeyState state, long end) {
        return !state.isEmpty() || isGapToShow(state, end);
    }

    /** Closes the window of a key that has this end. */
    void closeAt(KeyState state, long end, Visitor visitor) {
        combine(state, end);
        boolean isClosedEarly = forgetClosedEarly(state, end);
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
        state.dropBefore(end - size + advance);
    }

    private void combine(KeyState state, long end) {
        contents.combine(state, state.closing(), end - size, end - 1);
        contents.setBounds(timeline.startOf(end - size), timeline.startOf(end));
    }

    private static boolean forgetClosedEarly(KeyState state, long end) {
        KeyFacts facts = state.knownFacts();
        if (facts == null || !facts.isClosedEarly(end)) {
            return false;
        }
        facts.forgetClosedEarly(end);
        return true;
    }

    /** Whether a window without rows is one of the few after the key's last window with rows that are emitted all the same. */
    boolean isGapToShow(KeyState state, long end) {
        KeyFacts facts = emptyWindows == 0 ? null : state.knownFacts();
        return facts != null
                && facts.lastWindowEnd() != KeyState.NO_TIME
                && end - facts.lastWindowEnd() <= emptyWindows * advance;
    }

    @Override
    void dropClosed(KeyState state, long clockMs) {
        state.dropBefore(firstOpenEnd(clockMs) - size);
    }

    @Override
    void visitCurrent(KeyState state, long timestampMs, long clockMs, Visitor visitor) {
        // Up to the newest pane only: rows still enter it, and a combiner remembers what is before the last.
        long newest = timeline.paneOf(clockMs);
        long end = firstEndAfter(newest);
        KeyFacts facts = state.knownFacts();
        boolean isOver = facts != null && facts.isClosedEarly(end);
        if (timeline.paneOf(timestampMs) >= end - size && !isOver) {
            contents.combine(state, state.current(), end - size, newest);
            contents.setBounds(timeline.startOf(end - size), timeline.startOf(end));
            visitor.visit(state, contents);
        }
    }

    @Override
    void visitOpen(KeyState state, long from, long to, long clockMs, Visitor visitor) {
        KeyFacts facts = state.knownFacts();
        long last = lastEndTaking(to);
        for (long end = Math.max(firstOpenEnd(clockMs), firstEndAfter(from)); end <= last; end += advance) {
            if (facts == null || !facts.isClosedEarly(end)) {
                combine(state, end);
                if (contents.hasRows()) {
                    visitor.visit(state, contents);
                }
            }
        }
    }

    @Override
    void closeEarly(KeyState state, WindowContents window) {
        // Not by its end in ms: a day that a time zone has skipped ends with the day before.
        state.facts().closeEarly(window.first() + size);
    }

    @Override
    long lagMs() {
        return lagMs;
    }

    @Override
    long newestMs(KeyState state) {
        return timeline.startOf(state.newest());
    }
}
