package io.pitwall.pack.recording;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hopping windows of one partition the naive way: every row is folded, in offset order, into each open window that holds
 * it. Nothing is shared with the engine it judges.
 *
 * <p>Windows are {@code [start, end)}, their starts the multiples of the advance in {@code (t - size, t]}. A window is
 * open until {@code end + grace <= stream time}, the greatest time so far, the row's own included.
 */
final class HoppingOracle {

    /** A window of one key. */
    record Window(String key, long startMs) implements Comparable<Window> {

        @Override
        public int compareTo(Window other) {
            int byStart = Long.compare(startMs, other.startMs);
            return byStart != 0 ? byStart : key.compareTo(other.key);
        }
    }

    /** What a window holds: the sum of its rows' values, their number, and whether one is labelled a crash. */
    record Total(double sum, long count, boolean holdsCrash) {

        static final Total EMPTY = new Total(0, 0, false);

        Total plus(double value, boolean isCrash) {
            return new Total(sum + value, count + 1, holdsCrash || isCrash);
        }
    }

    private final long sizeMs;
    private final long advanceMs;
    private final long graceMs;
    private final AlertOracle alerts;
    private final TreeMap<Window, Total> totals = new TreeMap<>();
    private long streamTimeMs = Long.MIN_VALUE;
    private int lateRows;

    HoppingOracle(long sizeMs, long advanceMs, long graceMs) {
        this(sizeMs, advanceMs, graceMs, new AlertOracle(Double.POSITIVE_INFINITY, 0));
    }

    HoppingOracle(long sizeMs, long advanceMs, long graceMs, AlertOracle alerts) {
        this.alerts = alerts;
        this.sizeMs = sizeMs;
        this.advanceMs = advanceMs;
        this.graceMs = graceMs;
    }

    void add(String key, long timeMs, double value, boolean isCrash) {
        closeThrough(Math.max(streamTimeMs, timeMs));
        boolean isLate = true;
        long lastStartMs = Math.floorDiv(timeMs, advanceMs) * advanceMs;
        for (long startMs = lastStartMs; startMs > timeMs - sizeMs; startMs -= advanceMs) {
            if (isOpen(startMs)) {
                isLate = false;
                Window window = new Window(key, startMs);
                totals.put(window, totals.getOrDefault(window, Total.EMPTY).plus(value, isCrash));
            }
        }
        if (isLate) {
            lateRows++;
        }
        judgeCurrent(key, timeMs);
    }

    /** Moves stream time, and judges the windows this closes by their ends. */
    private void closeThrough(long newStreamTimeMs) {
        List<Window> closing = totals.keySet().stream()
                .filter(window -> isOpen(window.startMs()))
                .filter(window -> window.startMs() + sizeMs + graceMs <= newStreamTimeMs)
                .toList();
        streamTimeMs = newStreamTimeMs;
        for (Window window : closing) {
            alerts.judge(window, window.startMs() + sizeMs, total(window), window.startMs() + sizeMs);
            boolean isLast = totals.tailMap(window, false).keySet().stream()
                    .noneMatch(later -> later.key().equals(window.key()));
            if (isLast) {
                alerts.end(window.key());
            }
        }
    }

    /** Of the windows that hold stream time, the one that ends first, if the row is in it. */
    private void judgeCurrent(String key, long timeMs) {
        long startMs = Math.floorDiv(streamTimeMs - sizeMs, advanceMs) * advanceMs + advanceMs;
        if (timeMs >= startMs) {
            Window current = new Window(key, startMs);
            alerts.judge(current, startMs + sizeMs, total(current), timeMs);
        }
    }

    private Total total(Window window) {
        return totals.getOrDefault(window, Total.EMPTY);
    }

    private boolean isOpen(long startMs) {
        return startMs + sizeMs + graceMs > streamTimeMs;
    }

    /** Every window a row was in, by start. */
    Map<Window, Total> all() {
        return new TreeMap<>(totals);
    }

    /** The windows that stream time has closed, by start. */
    Map<Window, Total> closed() {
        Map<Window, Total> closed = new TreeMap<>();
        totals.forEach((window, total) -> {
            if (!isOpen(window.startMs())) {
                closed.put(window, total);
            }
        });
        return closed;
    }

    /** How many rows met no open window. */
    int lateRows() {
        return lateRows;
    }
}
