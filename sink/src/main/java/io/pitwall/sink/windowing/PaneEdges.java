package io.pitwall.sink.windowing;

/**
 * Where tumbling and hopping windows begin and end, of milliseconds or of calendar days. Their edges cut time into panes, and a
 * window is a run of them:
 *
 * <pre>
 * size 5 panes, advance 2     [ 0   1   2   3   4 )
 *                                     [ 2   3   4   5   6 )
 *                                             [ 4   5   6   7   8 )
 * </pre>
 *
 * Windows are known by their ends, and ends are numbers of panes: of the first one that is not in the window.
 *
 * @param size     panes in a window
 * @param advance  panes between two windows
 * @param openSpan greatest distance between two panes that open windows need at once
 * @param lagMs    how far behind the clock the end of a window may be when it closes, or the time of a row that enters one
 */
record PaneEdges(Timeline timeline, long size, long advance, long graceMs, long openSpan, long lagMs) {

    static PaneEdges of(Windows.Hopping windows) {
        long paneMs = windows.paneMs();
        return new PaneEdges(
                new Timeline.Even(paneMs, windows.offsetMs()),
                windows.sizeMs() / paneMs,
                windows.advanceMs() / paneMs,
                windows.graceMs(),
                windows.sizeMs() / paneMs + ceilDiv(windows.graceMs(), paneMs),
                windows.sizeMs() + windows.graceMs());
    }

    static PaneEdges of(Windows.Days windows) {
        long paneDays = windows.paneDays();
        // A day of 23 hours is over sooner.
        long shortestPaneMs = paneDays * Windows.DAY_MS - Windows.DAY_MS / 8;
        return new PaneEdges(
                new Timeline.Calendar(windows.zone(), paneDays, windows.offsetDays()),
                windows.sizeDays() / paneDays,
                windows.advanceDays() / paneDays,
                windows.graceMs(),
                windows.sizeDays() / paneDays + ceilDiv(windows.graceMs(), shortestPaneMs) + 1,
                (windows.sizeDays() + 1) * Windows.DAY_MS + windows.graceMs());
    }

    private static long ceilDiv(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    long paneOf(long timestampMs) {
        return timeline.paneOf(timestampMs);
    }

    /** The time at which a pane begins, so also at which a window with this end is over. */
    long startOf(long pane) {
        return timeline.startOf(pane);
    }

    /** The first pane of the window with an end. */
    long firstPane(long end) {
        return end - size;
    }

    /** The least end of a window after an edge. */
    long firstEndAfter(long edge) {
        return Math.floorDiv(edge - size, advance) * advance + advance + size;
    }

    /** The end of the last window that takes a pane. */
    long lastEndTaking(long pane) {
        return Math.floorDiv(pane, advance) * advance + size;
    }

    /** The greatest edge that windows may have as their end and be closed: {@code end + grace <= clock}. */
    long closedEdge(long clockMs) {
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
}
