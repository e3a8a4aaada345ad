package io.pitwall.sink.windowing.keyed;

import java.util.Arrays;

/** What is known about a key besides its slices. Most keys of most queries have none of it. */
public final class KeyFacts {

    static final int HEAP_BYTES = 112;

    private static final long NO_TIME = KeyState.NO_TIME;

    private long clockMs = NO_TIME;
    private long idleMs;
    private long lastAlertMs = NO_TIME;
    private long judgedUntilMs = NO_TIME;
    private boolean isRaised;
    private long lastWindowEnd = NO_TIME;
    private long quietSinceMs = NO_TIME;
    private long[] closedEarly = {};
    private long changedFrom = Long.MAX_VALUE;
    private long changedTo = Long.MIN_VALUE;
    private int updateRound;
    private boolean isDirty;
    private boolean isPersisted;

    /** With a clock per key, the key's own. */
    public long clockMs() {
        return clockMs;
    }

    /** What of the shard's idle time is in the clock. */
    public long idleMs() {
        return idleMs;
    }

    public void setClock(long timeMs, long shardIdleMs) {
        isDirty |= clockMs != timeMs || idleMs != shardIdleMs;
        clockMs = timeMs;
        idleMs = shardIdleMs;
    }

    /** The time of the latest alert, which the cool-down counts from. */
    public long lastAlertMs() {
        return lastAlertMs;
    }

    public void setLastAlertMs(long timeMs) {
        lastAlertMs = timeMs;
        isDirty = true;
    }

    /** Whether the latest alert is not over. */
    public boolean isRaised() {
        return isRaised;
    }

    /** The greatest end of a window that the latest alert was raised, kept or ended by; {@link #NO_TIME} for none. */
    public long judgedUntilMs() {
        return judgedUntilMs;
    }

    /** Says what a window with this end has shown the latest alert to be. */
    public void judgeAlert(boolean raised, long windowEndMs) {
        isDirty |= isRaised != raised || judgedUntilMs != windowEndMs;
        isRaised = raised;
        judgedUntilMs = windowEndMs;
    }

    /** Ends the alert without a window, if it is raised, and forgets by which windows it was judged. */
    public void forgetAlert() {
        judgeAlert(false, NO_TIME);
    }

    /** Where empty windows are emitted, the end of the key's latest window with rows, as a pane. */
    public long lastWindowEnd() {
        return lastWindowEnd;
    }

    public void setLastWindowEnd(long pane) {
        isDirty |= lastWindowEnd != pane;
        lastWindowEnd = pane;
    }

    /** The clock when the key's last slice was dropped, which {@code state.ttl.ms} counts from. */
    public long quietSinceMs() {
        return quietSinceMs;
    }

    public void setQuietSinceMs(long timeMs) {
        isDirty |= quietSinceMs != timeMs;
        quietSinceMs = timeMs;
    }

    /** Ends, as panes, of the windows emitted early that are not over yet. */
    public boolean isClosedEarly(long end) {
        return Arrays.stream(closedEarly).anyMatch(closed -> closed == end);
    }

    public void closeEarly(long end) {
        closedEarly = Arrays.copyOf(closedEarly, closedEarly.length + 1);
        closedEarly[closedEarly.length - 1] = end;
        isDirty = true;
    }

    public void forgetClosedEarly(long end) {
        long[] remaining =
                Arrays.stream(closedEarly).filter(closed -> closed != end).toArray();
        isDirty |= remaining.length != closedEarly.length;
        closedEarly = remaining;
    }

    long[] closedEarly() {
        return closedEarly;
    }

    public boolean hasClosedEarly() {
        return closedEarly.length > 0;
    }

    /**
     * Notes that the slice at a position has changed since windows were last told; true for the first one. Not persisted.
     *
     * @param round the number of the round of updates that is to tell of it; of a first one
     */
    public boolean noteChange(long position, int round) {
        boolean isFirst = !hasChanges();
        if (isFirst) {
            updateRound = round;
        }
        changedFrom = Math.min(changedFrom, position);
        changedTo = Math.max(changedTo, position);
        return isFirst;
    }

    void restoreChanges(long from, long to, int round) {
        changedFrom = from;
        changedTo = to;
        updateRound = round;
    }

    public boolean hasChanges() {
        return changedFrom <= changedTo;
    }

    public int updateRound() {
        return updateRound;
    }

    public long changedFrom() {
        return changedFrom;
    }

    public long changedTo() {
        return changedTo;
    }

    public void forgetChanges() {
        changedFrom = Long.MAX_VALUE;
        changedTo = Long.MIN_VALUE;
    }

    boolean isDirty() {
        return isDirty;
    }

    boolean isPersisted() {
        return isPersisted;
    }

    /** Nothing here differs from a key that was never seen. */
    public boolean isBlank() {
        return clockMs == NO_TIME
                && lastAlertMs == NO_TIME
                && judgedUntilMs == NO_TIME
                && lastWindowEnd == NO_TIME
                && quietSinceMs == NO_TIME
                && closedEarly.length == 0;
    }

    /** Forgets everything that is persisted. */
    public void clear() {
        clockMs = NO_TIME;
        idleMs = 0;
        lastAlertMs = NO_TIME;
        judgedUntilMs = NO_TIME;
        isRaised = false;
        lastWindowEnd = NO_TIME;
        quietSinceMs = NO_TIME;
        closedEarly = new long[0];
        isDirty = true;
    }

    void markPersisted() {
        isPersisted = !isBlank();
        isDirty = false;
    }
}
