package io.pitwall.sink.shard;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the wall clock move the stream time of a quiet shard, so that the last windows of a phone that went silent are
 * emitted. Quiet is not enough: a slow or paused consumer is quiet too. So each step needs a probe that found nothing left
 * to read, and moves stream time only up to the moment at which the probe was sent:
 *
 * <pre>
 *  last row          idle.timeout.ms        probe sent   answer
 *  |---------------------|----------------------|----------|
 *  [------ stream time may move by this much ---)
 * </pre>
 */
final class IdleClosing {

    private static final Logger log = LoggerFactory.getLogger(IdleClosing.class);

    private static final long SHORTEST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 1_000;

    private final TopicPartition partition;
    private final long timeoutMs;
    private final DrainProbe probe;
    private final Executor background;
    private final Runnable onLagging;

    private long lastRowAtMs;
    /** Elapsed time up to here is in the stream time already. */
    private long accountedUntilMs;
    /** Records before it were polled, whether or not the transforms let them through. */
    private long polledOffset;

    /** Whether the worker stands where the shard wants it; it goes there before it looks in. */
    private boolean hasWorkerRewound;

    private @Nullable Inquiry inquiry;
    /** Until then nobody is asked; longer each time that more was found to read. */
    private long pauseUntilMs;

    private long pauseMs = SHORTEST_PAUSE_MS;

    private record Inquiry(long sentAtMs, long lastRowAtMs, CompletableFuture<Boolean> answer) {}

    /**
     * Begins at a shard that has just become ready.
     *
     * @param timeoutMs {@code idle.timeout.ms}; negative to never move stream time
     * @param onLagging called when a probe found records that the shard has not seen
     */
    IdleClosing(
            TopicPartition partition,
            long timeoutMs,
            DrainProbe probe,
            Executor background,
            Runnable onLagging,
            Now now) {
        this.partition = partition;
        this.timeoutMs = timeoutMs;
        this.probe = probe;
        this.background = background;
        this.onLagging = onLagging;
        rowAccepted(now);
    }

    void rowAccepted(Now now) {
        lastRowAtMs = now.elapsedMs();
        accountedUntilMs = now.elapsedMs();
        pauseUntilMs = now.elapsedMs();
        pauseMs = SHORTEST_PAUSE_MS;
    }

    /** The worker has looked in, and has rewound before if it was to. */
    void workerLookedIn() {
        hasWorkerRewound = true;
    }

    /** The worker is to rewind before it looks in again. */
    void rewinding() {
        hasWorkerRewound = false;
    }

    /**
     * Learns how far the worker has read: transforms may have dropped what the shard never saw. Not believed until the worker
     * has rewound, since until then it tells the place that it will be rewound from; nor while the shard is not quiet.
     */
    void polledUpTo(long offset, Now now) {
        if (hasWorkerRewound && isQuiet(now)) {
            polledOffset = offset;
        }
    }

    /** Whether no row has come for the timeout. */
    boolean isQuiet(Now now) {
        return timeoutMs >= 0 && now.elapsedMs() - lastRowAtMs >= timeoutMs;
    }

    /** Whether it has been quiet for so long that stream time may have to move by a distance, so that somebody should be asked. */
    boolean mayMoveBy(long distanceMs, Now now) {
        return isQuiet(now) && now.elapsedMs() - accountedUntilMs >= distanceMs;
    }

    /**
     * How far stream time may move now, in ms; 0 for not at all. Never blocks: asks, and uses the answer of a later call.
     *
     * @param position the first input offset that the shard has not seen
     */
    long advanceMs(long position, Now now) {
        Inquiry asked = inquiry;
        if (asked != null && !asked.answer().isDone()) {
            return 0;
        }
        // A row since then makes the answer worthless.
        if (asked == null || asked.lastRowAtMs() != lastRowAtMs) {
            askUnlessPausing(position, now);
            return 0;
        }
        inquiry = null;
        return asked.answer().join() ? moveTo(asked.sentAtMs()) : pause(now);
    }

    private long moveTo(long elapsedMs) {
        long advanceMs = elapsedMs - accountedUntilMs;
        accountedUntilMs = elapsedMs;
        pauseMs = SHORTEST_PAUSE_MS;
        return advanceMs;
    }

    private long pause(Now now) {
        pauseUntilMs = now.elapsedMs() + pauseMs;
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
        onLagging.run();
        return 0;
    }

    private void askUnlessPausing(long position, Now now) {
        inquiry = now.elapsedMs() < pauseUntilMs ? null : ask(Math.max(position, polledOffset), now);
    }

    private Inquiry ask(long fromOffset, Now now) {
        CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(
                        () -> probe.isDrained(partition, fromOffset), background)
                .exceptionally(failure -> {
                    log.debug("Cannot tell whether {} holds more; its windows stay open", partition, failure);
                    return false;
                });
        return new Inquiry(now.elapsedMs(), lastRowAtMs, answer);
    }
}
