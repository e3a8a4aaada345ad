package io.pitwall.sink.windowing;

/**
 * The windows of a query: {@code [start, start + size)} for every start that is a multiple of the advance, negative
 * ones included. Tumbling windows are those whose advance is their size.
 *
 * <p>A window closes when {@code end + grace <= stream time}. Its edges fall on multiples of a pane, the slice of
 * {@code gcd(size, advance)} milliseconds between two neighbouring edges of any windows:
 *
 * <pre>
 * size 1000, advance 400      [-400     600)
 *                                  [0        1000)
 *                                       [400      1400)
 * panes of 200               | | | | | | | | | | |
 * </pre>
 *
 * <p>All sums of times stay far from overflow: times are within ±{@link #MAX_TIME_MS}, spans at most
 * {@link #MAX_SPAN_MS}.
 *
 * @param sizeMs   length of a window
 * @param advanceMs distance between two starts, at most the size
 * @param graceMs  how long after its end, in stream time, a window stays open
 */
public record Windows(long sizeMs, long advanceMs, long graceMs) {

    /** Greatest distance of a timestamp from the epoch: 2^53 ms, some 285,000 years. */
    public static final long MAX_TIME_MS = 1L << 53;

    /** Longest size or grace: 2^40 ms, some 34 years. */
    public static final long MAX_SPAN_MS = 1L << 40;

    /** Most panes between the start of the oldest open window and stream time; each live pane of a key takes memory. */
    public static final long MAX_OPEN_PANES = 1 << 16;

    /** Most panes in one window; a closing window combines all of them. */
    public static final long MAX_PANES_PER_WINDOW = 4096;

    public Windows {
        if (sizeMs <= 0 || sizeMs > MAX_SPAN_MS) {
            throw new IllegalArgumentException(
                    "window.size.ms must be positive and at most " + MAX_SPAN_MS + "; found " + sizeMs + ".");
        }
        if (advanceMs <= 0 || advanceMs > sizeMs) {
            throw new IllegalArgumentException(
                    "window.advance.ms must be positive and at most window.size.ms; found advance=" + advanceMs
                            + ", size=" + sizeMs + ".");
        }
        if (graceMs < 0 || graceMs > MAX_SPAN_MS) {
            throw new IllegalArgumentException(
                    "window.grace.ms must be between 0 and " + MAX_SPAN_MS + "; found " + graceMs + ".");
        }
        long paneMs = gcd(sizeMs, advanceMs);
        if (sizeMs / paneMs > MAX_PANES_PER_WINDOW) {
            throw new IllegalArgumentException(
                    "window.size.ms and window.advance.ms must share a divisor of at least 1/"
                            + MAX_PANES_PER_WINDOW + " of the size; found size=" + sizeMs + ", advance=" + advanceMs
                            + ", whose greatest common divisor is " + paneMs + ".");
        }
        if ((sizeMs + graceMs) / paneMs > MAX_OPEN_PANES) {
            throw new IllegalArgumentException("window.size.ms + window.grace.ms must be at most " + MAX_OPEN_PANES
                    + " panes of " + paneMs + " ms (the greatest common divisor of size and advance); found size="
                    + sizeMs + ", grace=" + graceMs + ".");
        }
    }

    /** Length of a pane. */
    public long paneMs() {
        return gcd(sizeMs, advanceMs);
    }

    public static boolean isValidTime(long timestampMs) {
        return timestampMs >= -MAX_TIME_MS && timestampMs <= MAX_TIME_MS;
    }

    /** End of the last window that holds a time. */
    public long lastEndHolding(long timestampMs) {
        return Math.floorDiv(timestampMs, advanceMs) * advanceMs + sizeMs;
    }

    /** The least end greater than a time. */
    public long firstEndAfter(long timestampMs) {
        return Math.floorDiv(timestampMs - sizeMs, advanceMs) * advanceMs + advanceMs + sizeMs;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
