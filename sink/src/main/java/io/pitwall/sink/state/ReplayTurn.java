package io.pitwall.sink.state;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Whose turn it is to replay. Few long replays are under way in a JVM at a time, which bounds the records they hold; short
 * ones need no turn and so never wait for a long one.
 */
final class ReplayTurn {

    /** Offsets to go, above which a replay is long. */
    static final long LONG_REPLAY = 50_000;

    static final int TURNS = 4;
    private static final Semaphore FREE = new Semaphore(TURNS, true);
    private static final long LOOK_UP_MS = 100;

    private ReplayTurn() {}

    /** Runs a replay, once it is its turn if it needs one. */
    static void run(ShardId id, long offsetsToGo, Requester requester, Runnable replay) {
        if (offsetsToGo <= LONG_REPLAY) {
            replay.run();
            return;
        }
        await(id, requester);
        try {
            replay.run();
        } finally {
            FREE.release();
        }
    }

    private static void await(ShardId id, Requester requester) {
        try {
            while (!FREE.tryAcquire(LOOK_UP_MS, TimeUnit.MILLISECONDS)) {
                if (requester.isAbandoned()) {
                    throw new ShardLostException(
                            "The partition of " + id + " was taken away while its restore waited for others");
                }
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
