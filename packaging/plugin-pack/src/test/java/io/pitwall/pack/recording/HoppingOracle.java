package io.pitwall.pack.recording;

import java.util.HashMap;
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
    private final TreeMap<Window, Total> totals = new TreeMap<>();
    private long streamTimeMs = Long.MIN_VALUE;
    private int lateRows;

    HoppingOracle(long sizeMs, long advanceMs, long graceMs) {
        this.sizeMs = sizeMs;
        this.advanceMs = advanceMs;
        this.graceMs = graceMs;
    }

    void add(String key, long timeMs, double value, boolean isCrash) {
        streamTimeMs = Math.max(streamTimeMs, timeMs);
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

    /** Of closed windows, those that alert: their sum is above a threshold, and their key has cooled down. */
    static Map<Window, Total> alerts(Map<Window, Total> closed, double threshold, long cooldownMs) {
        Map<Window, Total> alerts = new TreeMap<>();
        Map<String, Long> lastAlertMs = new HashMap<>();
        new TreeMap<>(closed).forEach((window, total) -> {
            Long last = lastAlertMs.get(window.key());
            if (total.sum() > threshold && (last == null || window.startMs() - last >= cooldownMs)) {
                lastAlertMs.put(window.key(), window.startMs());
                alerts.put(window, total);
            }
        });
        return alerts;
    }

    /** How many rows met no open window. */
    int lateRows() {
        return lateRows;
    }
}
