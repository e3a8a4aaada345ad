package io.pitwall.sink.shard;

import io.pitwall.sink.state.Marker;
import java.time.Instant;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shard whose state is being taken over while its partition is paused. */
final class Restoring implements Phase {

    private static final Logger log = LoggerFactory.getLogger(Restoring.class);

    private final ShardScope scope;
    private final InputPartition input;
    private final ShardView view;
    /** Attempts in a row that ended without a commit. */
    private final int failures;

    private final long startAtMs;
    private @Nullable Restore restore;
    /** Where reading goes on if no commit tells: the first record that was read here and not committed. */
    private final long firstUncommittedOffset;

    private Restoring(
            ShardScope scope,
            InputPartition input,
            ShardView view,
            int failures,
            long startAtMs,
            long firstUncommittedOffset) {
        this.scope = scope;
        this.input = input;
        this.view = view;
        this.failures = failures;
        this.startAtMs = startAtMs;
        this.firstUncommittedOffset = firstUncommittedOffset;
    }

    /** Begins at once. */
    static Restoring begin(ShardScope scope, InputPartition input, ShardView view, Now now) {
        Restoring restoring = new Restoring(scope, input, view, 0, now.elapsedMs(), Marker.NO_OFFSET);
        restoring.startIfDue(now);
        return restoring;
    }

    /** Begins after a pause that grows with the number of failures. */
    static Restoring again(
            ShardScope scope,
            InputPartition input,
            ShardView view,
            int failures,
            long firstUncommittedOffset,
            Now now) {
        long startAtMs = now.elapsedMs() + Backoff.afterMs(failures);
        return new Restoring(scope, input, view, failures, startAtMs, firstUncommittedOffset);
    }

    private void startIfDue(Now now) {
        if (restore == null && now.elapsedMs() >= startAtMs) {
            Restore started = Restore.start(scope, input.partition());
            restore = started;
            view.opening(started::progress);
        }
    }

    /**
     * Drops it. What comes while the partition is held lay in a batch already: either it follows what is read again, or it was
     * fetched before the partition went and came back, and says nothing about where reading begins.
     */
    @Override
    public Phase accept(SinkRecord record, Now now) {
        return this;
    }

    @Override
    public Phase tick(Now now) {
        // Opening a shard takes it from whoever has it, which is wrong once the partition is somebody else's.
        if (!input.isAssigned()) {
            view.closed();
            return close();
        }
        startIfDue(now);
        Restore started = restore;
        if (started == null || !started.isDone()) {
            return this;
        }
        Restored restored;
        try {
            restored = started.result();
        } catch (RuntimeException e) {
            return isCuredByWaiting(e) ? toRestoring(e, now) : toFailed(e);
        }
        return toRunning(restored, now);
    }

    /** Brokers that do not answer, owners that took over, offsets that moved: the next attempt finds things as they are. */
    private static boolean isCuredByWaiting(Throwable failure) {
        return failure instanceof org.apache.kafka.connect.errors.RetriableException
                || failure instanceof org.apache.kafka.common.errors.RetriableException
                || failure instanceof ProducerFencedException
                || failure instanceof InvalidProducerEpochException
                || failure instanceof InvalidOffsetException
                || (failure.getCause() != null && isCuredByWaiting(failure.getCause()));
    }

    private Running toRunning(Restored restored, Now now) {
        long offset = restored.marker().nextInputOffset();
        if (offset == Marker.NO_OFFSET) {
            offset = firstUncommittedOffset;
        }
        if (offset == Marker.NO_OFFSET) {
            input.release();
        } else {
            input.releaseAt(offset);
        }
        log.info("{} is ready; {}", input.partition(), startingPoint(restored.marker()));
        return new Running(scope, input, view, restored, failures, now);
    }

    private Failed toFailed(RuntimeException cause) {
        Failed failed = Failed.of("Opening the state of " + input.partition() + " failed", cause);
        view.stopped(failed);
        return failed;
    }

    private static String startingPoint(Marker marker) {
        if (marker.nextInputOffset() == Marker.NO_OFFSET) {
            return "it has no earlier state";
        }
        String streamTime = marker.streamTimeMs() == Marker.NO_TIME
                ? "no stream time yet"
                : "stream time " + Instant.ofEpochMilli(marker.streamTimeMs());
        return "its last commit was before offset " + marker.nextInputOffset() + ", " + streamTime;
    }

    private Restoring toRestoring(RuntimeException cause, Now now) {
        int failed = failures + 1;
        log.warn(
                "Opening the state of {} failed ({}); trying again in {} ms",
                input.partition(),
                cause.toString(),
                Backoff.afterMs(failed));
        log.debug("Opening the state of {} failed", input.partition(), cause);
        view.restoreFailed(cause, failed);
        return again(scope, input, view, failed, firstUncommittedOffset, now);
    }

    @Override
    public Closed close() {
        Restore started = restore;
        if (started != null) {
            started.abandon();
        }
        return new Closed();
    }
}
