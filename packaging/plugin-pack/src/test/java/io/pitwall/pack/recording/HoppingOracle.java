package io.pitwall.pack.recording;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hopping windows the naive way: every row is folded, in order, into each window that holds it. Nothing is shared with the
 * engine it judges.
 *
 * <p>Windows are {@code [start, end)}, their starts the multiples of the advance in {@code (t - size, t]}. Rows come in time
 * order (one that does not is a mistake of the test), so that none is late.
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
    private final TreeMap<Window, Total> totals = new TreeMap<>();
    private long lastTimeMs = Long.MIN_VALUE;

    HoppingOracle(long sizeMs, long advanceMs) {
        this.sizeMs = sizeMs;
        this.advanceMs = advanceMs;
    }

    void add(String key, long timeMs, double value, boolean isCrash) {
        if (timeMs < lastTimeMs) {
            throw new IllegalArgumentException("A row at " + timeMs + " comes after one at " + lastTimeMs);
        }
        lastTimeMs = timeMs;
        long lastStartMs = Math.floorDiv(timeMs, advanceMs) * advanceMs;
        for (long startMs = lastStartMs; startMs > timeMs - sizeMs; startMs -= advanceMs) {
            Window window = new Window(key, startMs);
            totals.put(window, totals.getOrDefault(window, Total.EMPTY).plus(value, isCrash));
        }
    }

    /** Every window a row was in, by start. */
    Map<Window, Total> all() {
        return new TreeMap<>(totals);
    }

    /** Of every window a row was in, those that alert when their sum is above a threshold and their key has cooled down. */
    Map<Window, Total> alerts(double threshold, long cooldownMs) {
        Map<Window, Total> alerts = new TreeMap<>();
        Map<String, Long> lastAlertMs = new HashMap<>();
        totals.forEach((window, total) -> {
            Long last = lastAlertMs.get(window.key());
            if (total.sum() > threshold && (last == null || window.startMs() - last >= cooldownMs)) {
                lastAlertMs.put(window.key(), window.startMs());
                alerts.put(window, total);
            }
        });
        return alerts;
    }

    /** The windows that a row at {@code streamTimeMs} closes: those that end at or before it. */
    Map<Window, Total> closedBy(long streamTimeMs) {
        return new TreeMap<>(totals.headMap(new Window("", streamTimeMs - sizeMs + 1), false));
    }
}
