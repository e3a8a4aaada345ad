package io.pitwall.benchmarks.compare;

/**
 * The rows that every system of a comparison reads: {@code keys} phones at 20 Hz each, taking turns, in event-time order.
 *
 * <p>Row {@code rows} (one more than are counted) exists only to move stream time: it is the first of the next lap, so that
 * the windows which the counted rows complete are closed, and a system that has emitted them has taken every counted row.
 */
record Workload(int keys, long rows, long seed) {

    static final long WINDOW_SIZE_MS = 2000;
    static final long WINDOW_ADVANCE_MS = 250;

    /** 2026-01-01T00:00:00Z, a multiple of the window advance: equal bytes in every run, and never in the future. */
    private static final long START_MS = 1_767_225_600_000L;

    private static final long ROW_INTERVAL_MS = 50;

    Workload {
        if (keys < 1 || rows < 1) {
            throw new IllegalArgumentException(
                    "A workload needs at least one key and one row; found keys=" + keys + ", rows=" + rows + ".");
        }
    }

    int keyOf(long row) {
        return (int) (row % keys);
    }

    long eventTimeMs(long row) {
        return START_MS + row * ROW_INTERVAL_MS / keys;
    }

    /** How many windows are closed, over all keys, once every row before {@code row} and that row itself were taken. */
    long windowsClosedBy(long row) {
        long closedStarts = startsUpTo(eventTimeMs(row) - WINDOW_SIZE_MS);
        long windows = 0;
        for (int key = 0; key < Math.min(keys, row); key++) {
            long startsBeforeFirstRow = startsUpTo(eventTimeMs(key) - WINDOW_SIZE_MS);
            windows += Math.max(0, closedStarts - startsBeforeFirstRow);
        }
        return windows;
    }

    /** A running number of the last window start at or before a time; only differences mean anything. */
    private static long startsUpTo(long timeMs) {
        return Math.floorDiv(timeMs, WINDOW_ADVANCE_MS);
    }
}
