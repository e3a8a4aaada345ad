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
public final class HoppingOracle {

    /** A window of one key. */
    public record Window(String key, long startMs) implements Comparable<Window> {

        @Override
        public int compareTo(Window other) {
            int byStart = Long.compare(startMs, other.startMs);
            return byStart != 0 ? byStart : key.compareTo(other.key);
        }
    }

    /** What a window holds: the sum of its rows' values, their number, and whether one is labelled a crash. */
    public record Total(double sum, long count, boolean holdsCrash) {

        static final Total EMPTY = new Total(0, 0, false);

        Total plus(double value, boolean isCrash) {
            return new Total(sum + value, count + 1, holdsCrash || isCrash);
        }
    }

    private final long sizeMs;
    private final long advanceMs;
    private final long graceMs;
    private final AlertOracle alerts;
    private final TreeMap<Window, Total> open = new TreeMap<>();
    private final TreeMap<Window, Total> closed = new TreeMap<>();
    /** How many windows of a key are open; without those that have none. */
    private final Map<String, Integer> openOfKey = new HashMap<>();

    private long streamTimeMs = Long.MIN_VALUE;
    private int lateRows;

    HoppingOracle(long sizeMs, long advanceMs, long graceMs) {
        this(sizeMs, advanceMs, graceMs, new AlertOracle(Double.POSITIVE_INFINITY, 0));
    }

    public HoppingOracle(long sizeMs, long advanceMs, long graceMs, AlertOracle alerts) {
        this.alerts = alerts;
        this.sizeMs = sizeMs;
        this.advanceMs = advanceMs;
        this.graceMs = graceMs;
    }

    /** Takes the next row; false if it met no open window. */
    public boolean add(String key, long timeMs, double value, boolean isCrash) {
        closeThrough(Math.max(streamTimeMs, timeMs));
        boolean isLate = true;
        long lastStartMs = Math.floorDiv(timeMs, advanceMs) * advanceMs;
        for (long startMs = lastStartMs; startMs > timeMs - sizeMs; startMs -= advanceMs) {
            if (isOpen(startMs)) {
                isLate = false;
                enter(new Window(key, startMs), value, isCrash);
            }
        }
        if (isLate) {
            lateRows++;
        }
        judgeCurrent(key, timeMs);
        return !isLate;
    }

    private void enter(Window window, double value, boolean isCrash) {
        Total before = open.get(window);
        if (before == null) {
            openOfKey.merge(window.key(), 1, Integer::sum);
        }
        open.put(window, (before == null ? Total.EMPTY : before).plus(value, isCrash));
    }

    /** Moves stream time, and judges the windows this closes by their ends. */
    private void closeThrough(long newStreamTimeMs) {
        streamTimeMs = newStreamTimeMs;
        while (!open.isEmpty() && !isOpen(open.firstKey().startMs())) {
            Window window = open.firstKey();
            Total total = open.getOrDefault(window, Total.EMPTY);
            open.remove(window);
            closed.put(window, total);
            alerts.judge(window, window.startMs() + sizeMs, total, window.startMs() + sizeMs);
            boolean isLast = openOfKey.merge(window.key(), -1, (a, b) -> a + b == 0 ? null : a + b) == null;
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
            alerts.judge(current, startMs + sizeMs, open.getOrDefault(current, Total.EMPTY), timeMs);
        }
    }

    private boolean isOpen(long startMs) {
        return startMs + sizeMs + graceMs > streamTimeMs;
    }

    /** Every window a row was in, by start. */
    public Map<Window, Total> all() {
        Map<Window, Total> all = new TreeMap<>(closed);
        all.putAll(open);
        return all;
    }

    /** The windows that stream time has closed, by start. */
    Map<Window, Total> closed() {
        return new TreeMap<>(closed);
    }

    /** How many rows met no open window. */
    int lateRows() {
        return lateRows;
    }
}
