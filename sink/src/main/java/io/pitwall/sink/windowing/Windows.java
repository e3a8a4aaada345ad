package io.pitwall.sink.windowing;

import java.time.ZoneId;

/**
 * Which windows a query has. A window closes when {@code end + grace <= clock}; a {@link Count} window closes on its last row.
 *
 * <p>All sums of times stay far from overflow: times are within ±{@link #MAX_TIME_MS}, spans at most {@link #MAX_SPAN_MS}.
 */
public sealed interface Windows {

    /** Greatest distance of a timestamp from the epoch: 2^53 ms, some 285,000 years. */
    long MAX_TIME_MS = 1L << 53;

    /** Longest size, gap or grace: 2^40 ms, some 34 years. */
    long MAX_SPAN_MS = 1L << 40;

    /** Most panes in one window. */
    long MAX_PANES_PER_WINDOW = 4096;

    /** Most panes, sessions or instants of one key that open windows may need at a time; each takes memory. */
    long MAX_OPEN_SLICES = 1 << 16;

    /** Most rows in a count window. */
    int MAX_ROWS_PER_WINDOW = 1_000_000;

    long DAY_MS = 86_400_000;

    /** How long after its end a window stays open. */
    long graceMs();

    /** What decides which rows share a window, in words; equal for equal windows. */
    String description();

    static boolean isValidTime(long timestampMs) {
        return timestampMs >= -MAX_TIME_MS && timestampMs <= MAX_TIME_MS;
    }

    /**
     * {@code [start, start + size)} for every start that is a multiple of the advance plus the offset, negative ones
     * included. Tumbling windows are those whose advance is their size.
     *
     * @param sizeMs    length of a window
     * @param advanceMs distance between two starts, at most the size
     * @param offsetMs  what a start leaves when divided by the advance
     */
    record Hopping(long sizeMs, long advanceMs, long graceMs, long offsetMs) implements Windows {
        public Hopping {
            requireSpan("window.size.ms", sizeMs);
            if (advanceMs <= 0 || advanceMs > sizeMs) {
                throw new IllegalArgumentException(
                        "window.advance.ms must be positive and at most window.size.ms; found advance=" + advanceMs
                                + ", size=" + sizeMs + ".");
            }
            if (offsetMs < 0 || offsetMs >= advanceMs) {
                throw new IllegalArgumentException(
                        "window.offset.ms must be at least 0 and less than window.advance.ms (window.size.ms for tumbling"
                                + " windows); found offset=" + offsetMs + ", advance=" + advanceMs + ".");
            }
            requireGrace(graceMs);
            long paneMs = gcd(sizeMs, advanceMs);
            requirePanes(sizeMs / paneMs, "window.size.ms", "size=" + sizeMs + ", advance=" + advanceMs);
            if ((sizeMs + graceMs) / paneMs > MAX_OPEN_SLICES) {
                throw new IllegalArgumentException("window.size.ms + window.grace.ms must be at most " + MAX_OPEN_SLICES
                        + " panes of " + paneMs + " ms (the greatest common divisor of size and advance); found size="
                        + sizeMs + ", grace=" + graceMs + ".");
            }
        }

        @Override
        public String description() {
            return "size " + sizeMs + ", advance " + advanceMs + ", grace " + graceMs + ", offset " + offsetMs;
        }

        /** Windows that begin at the epoch. */
        public Hopping(long sizeMs, long advanceMs, long graceMs) {
            this(sizeMs, advanceMs, graceMs, 0);
        }

        /** Length of a pane, the slice between two neighbouring edges of any windows. */
        long paneMs() {
            return gcd(sizeMs, advanceMs);
        }
    }

    /**
     * Windows of whole calendar days of a time zone, from midnight to midnight, so 23 or 25 hours long where clocks are
     * changed. Days are counted from 1970-01-01.
     *
     * @param sizeDays    days in a window
     * @param advanceDays days between two starts, at most the size
     * @param offsetDays  what the day of a start leaves when divided by the advance
     */
    record Days(long sizeDays, long advanceDays, long graceMs, long offsetDays, ZoneId zone) implements Windows {
        public Days {
            requireSpan("window.size.ms", Math.multiplyExact(sizeDays, DAY_MS));
            if (advanceDays <= 0 || advanceDays > sizeDays) {
                throw new IllegalArgumentException(
                        "window.advance.ms must be positive and at most window.size.ms; found advance=" + advanceDays
                                + " days, size=" + sizeDays + " days.");
            }
            if (offsetDays < 0 || offsetDays >= advanceDays) {
                throw new IllegalArgumentException(
                        "window.offset.ms must be at least 0 and less than window.advance.ms (window.size.ms for tumbling"
                                + " windows); found offset=" + offsetDays + " days, advance=" + advanceDays + " days.");
            }
            requireGrace(graceMs);
            requirePanes(
                    sizeDays / gcd(sizeDays, advanceDays),
                    "window.size.ms",
                    "size=" + sizeDays + " days, advance=" + advanceDays + " days");
        }

        @Override
        public String description() {
            return "size " + sizeDays + " days, advance " + advanceDays + " days, grace " + graceMs + ", offset "
                    + offsetDays + " days, time zone " + zone.getId();
        }

        /** Days in a pane. */
        long paneDays() {
            return gcd(sizeDays, advanceDays);
        }
    }

    /**
     * For each row at {@code t} the rows of {@code [t - size, t]}, both ends included; rows of one key and time share one
     * result. As a window: {@code [t - size, t + 1)}.
     */
    record Sliding(long sizeMs, long graceMs) implements Windows {
        public Sliding {
            requireSpan("window.size.ms", sizeMs);
            requireGrace(graceMs);
        }

        @Override
        public String description() {
            return "sliding, size " + sizeMs + ", grace " + graceMs;
        }
    }

    /**
     * Rows less than the gap apart, merged when a late row bridges two sessions. As a window: from the first row to the gap
     * after the last.
     */
    record Session(long gapMs, long graceMs) implements Windows {
        public Session {
            requireSpan("session.gap.ms", gapMs);
            requireGrace(graceMs);
        }

        @Override
        public String description() {
            return "sessions, gap " + gapMs + ", grace " + graceMs;
        }
    }

    /**
     * So many rows of a key, in the order in which they come. As a window: from the least time to the greatest, plus one.
     *
     * @param rows        rows in a window
     * @param advanceRows rows between the beginnings of two windows, at most {@code rows}
     */
    record Count(long rows, long advanceRows) implements Windows {
        public Count {
            if (rows <= 0 || rows > MAX_ROWS_PER_WINDOW) {
                throw new IllegalArgumentException(
                        "window.count must be positive and at most " + MAX_ROWS_PER_WINDOW + "; found " + rows + ".");
            }
            if (advanceRows <= 0 || advanceRows > rows) {
                throw new IllegalArgumentException(
                        "window.advance.count must be positive and at most window.count; found advance=" + advanceRows
                                + ", count=" + rows + ".");
            }
            requirePanes(rows / gcd(rows, advanceRows), "window.count", "count=" + rows + ", advance=" + advanceRows);
        }

        @Override
        public long graceMs() {
            return 0;
        }

        @Override
        public String description() {
            return "count " + rows + ", advance " + advanceRows;
        }

        /** Rows in a pane. */
        long paneRows() {
            return gcd(rows, advanceRows);
        }
    }

    private static void requireSpan(String key, long spanMs) {
        if (spanMs <= 0 || spanMs > MAX_SPAN_MS) {
            throw new IllegalArgumentException(
                    key + " must be positive and at most " + MAX_SPAN_MS + "; found " + spanMs + ".");
        }
    }

    private static void requireGrace(long graceMs) {
        if (graceMs < 0 || graceMs > MAX_SPAN_MS) {
            throw new IllegalArgumentException(
                    "window.grace.ms must be between 0 and " + MAX_SPAN_MS + "; found " + graceMs + ".");
        }
    }

    private static void requirePanes(long panes, String key, String found) {
        if (panes > MAX_PANES_PER_WINDOW) {
            throw new IllegalArgumentException(key + " and its advance must share a divisor of at least 1/"
                    + MAX_PANES_PER_WINDOW + " of the size, the most panes a window can have; found " + found
                    + ", which needs "
                    + panes + " panes.");
        }
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
