package io.pitwall.sink.shard;

/**
 * Gives out open windows, at most once per interval: a window that changes with every row is not worth a record for each. A
 * round goes with a commit, so that it says what the commit says; one that is more than an outbox takes, with several.
 */
final class UpdateRounds {

    private final long intervalMs;
    private long nextAtMs;
    private boolean isUnderWay;

    /** @param intervalMs negative for no rounds at all */
    UpdateRounds(long intervalMs, Now now) {
        this.intervalMs = intervalMs;
        nextAtMs = now.elapsedMs() + intervalMs;
    }

    /** To be called right before a commit. */
    void giveIfDue(ShardQuery query, Outbox outbox, Now now) {
        boolean isDue = intervalMs >= 0 && now.elapsedMs() >= nextAtMs;
        if (isDue && !isUnderWay) {
            nextAtMs = now.elapsedMs() + intervalMs;
        }
        if (isDue || isUnderWay) {
            isUnderWay = !query.giveUpdates(outbox);
        }
    }

    /** Whether the last commit took only a part of a round, so that another should follow at once. */
    boolean isUnderWay() {
        return isUnderWay;
    }
}
