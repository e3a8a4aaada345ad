package io.pitwall.sink.shard;

/**
 * Gives out open windows, at most once per interval: a window that changes with every row is not worth a record for each. A
 * round goes with a commit, so that it says what the commit says.
 */
final class UpdateRounds {

    private final long intervalMs;
    private long nextAtMs;

    /** @param intervalMs negative for no rounds at all */
    UpdateRounds(long intervalMs, Now now) {
        this.intervalMs = intervalMs;
        nextAtMs = now.elapsedMs() + intervalMs;
    }

    /** To be called right before a commit. */
    void giveIfDue(ShardQuery query, Outbox outbox, Now now) {
        if (intervalMs >= 0 && now.elapsedMs() >= nextAtMs) {
            nextAtMs = now.elapsedMs() + intervalMs;
            query.giveUpdates(outbox);
        }
    }
}
