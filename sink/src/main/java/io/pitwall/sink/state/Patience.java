package io.pitwall.sink.state;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many times the usual time a shard's writers have for a commit, learnt from commits that ran out of it. Without it a
 * commit that the link cannot carry in the usual time would be aborted for ever.
 */
final class Patience {

    /** Forty seconds with the usual five: less than a worker takes for a hanging task. */
    static final int MAX_FACTOR = 8;

    private static final int TIMEOUTS_TO_LEARN = 2;
    private static final Logger log = LoggerFactory.getLogger(Patience.class);

    private final ShardId id;
    private int factor = 1;
    private int timeouts;

    Patience(ShardId id) {
        this.id = id;
    }

    /** For the next writer. */
    synchronized int factor() {
        return factor;
    }

    synchronized void committed() {
        timeouts = 0;
    }

    /** Counts a commit that ran out of time; true when the next writer has more of it, and should take over. */
    synchronized boolean timedOut() {
        if (++timeouts < TIMEOUTS_TO_LEARN || factor == MAX_FACTOR) {
            return false;
        }
        timeouts = 0;
        factor *= 2;
        log.warn(
                "{} commits of {} in a row ran out of time; the next ones have {} times as long as usual. Where this stays,"
                        + " the brokers or the way to them are too slow for what is committed at a time.",
                TIMEOUTS_TO_LEARN,
                id,
                factor);
        return true;
    }
}
