package io.pitwall.sink.windowing;

/**
 * How windows are judged and given out, beside what the query says.
 *
 * @param clock           whose rows close windows
 * @param stateTtlMs      how long, in stream time, a key without rows is remembered where something of it outlives its windows;
 *                        {@link #NEVER} to remember it for ever
 * @param emptyWindows    how many windows without rows are given out after a key's last one with rows
 * @param areUpdatesGiven whether windows are also given out while they are open
 * @param areAlertsEarly  whether alerts are judged after every row, and not only when a window closes
 * @param alertCooldownMs least time between two alerts of a key
 * @param onError         what becomes of a row with an argument that cannot be computed
 */
public record EngineSettings(
        Clock clock,
        long stateTtlMs,
        int emptyWindows,
        boolean areUpdatesGiven,
        boolean areAlertsEarly,
        long alertCooldownMs,
        OnError onError) {

    /** A time to live without an end. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Whose rows close windows. */
    public enum Clock {
        /** All rows of a partition move one stream time. */
        PARTITION,
        /** The rows of a key move its own. */
        KEY
    }

    /** What becomes of a row with an argument that cannot be computed, or is not what its aggregate takes. */
    public enum OnError {
        /** The row changes nothing. */
        REJECT,
        /** The argument counts as null. */
        NULL
    }
}
