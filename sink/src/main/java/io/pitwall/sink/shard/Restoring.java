package io.pitwall.sink.shard;

import io.pitwall.sink.state.Marker;
import java.time.Instant;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.connect.errors.ConnectException;
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
    private Origin origin;
    private @Nullable Restore restore;

    private Restoring(
            ShardScope scope, InputPartition input, ShardView view, int failures, long startAtMs, Origin origin) {
        this.scope = scope;
        this.input = input;
        this.view = view;
        this.failures = failures;
        this.startAtMs = startAtMs;
        this.origin = origin;
    }

    /** Begins at once, and asks where the worker would read: a shard that has never committed begins there. */
    static Restoring begin(ShardScope scope, InputPartition input, ShardView view, Now now) {
        Restoring restoring = new Restoring(scope, input, view, 0, now.elapsedMs(), Origin.UNKNOWN);
        restoring.startIfDue(now);
        input.requestReadPosition();
        return restoring;
    }

    /** Begins after a pause that grows with the number of failures. */
    static Restoring again(
            ShardScope scope, InputPartition input, ShardView view, int failures, Origin origin, Now now) {
        return new Restoring(scope, input, view, failures, now.elapsedMs() + Backoff.afterMs(failures), origin);
    }

    /**
     * Takes what the worker says first after the assignment. The partition was held before anything of it could be fetched, so
     * this is where the group stands, or where the consumer's reset policy puts a group that stands nowhere. It would be wrong
     * after a batch that the task had asked to have delivered again, which it never does: the worker then tells the end of
     * that batch, even of a partition that went and came back meanwhile.
     */
    @Override
    public void polledUpTo(long offset, Now now) {
        if (!origin.hasStart()) {
            origin = origin.startingAt(offset);
        }
    }

    private void startIfDue(Now now) {
        if (restore == null && now.elapsedMs() >= startAtMs) {
            Restore started = Restore.start(scope, input.partition());
            restore = started;
            view.opening(started::progress);
        }
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
            return isCuredByWaiting(e) ? toRestoring(e, now) : toStopped(e, now);
        }
        return isStartKnown(restored) ? toRunning(restored, now) : this;
    }

    private boolean isStartKnown(Restored restored) {
        boolean isKnown = restored.marker().isPlaced() || origin.hasStart();
        if (!isKnown) {
            input.requestReadPosition();
        }
        return isKnown;
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

    private Phase toRunning(Restored restored, Now now) {
        Marker marker = restored.marker();
        if (marker.sequence() < origin.leastSequence()) {
            restored.state().close();
            return toStopped(
                    new ConnectException("Expected commit " + origin.leastSequence() + " of " + input.partition()
                            + " in its changelog, where this task has put it; found commit " + marker.sequence()
                            + " as the last one. The changelog was reset, truncated or created again while the task"
                            + " ran. Nothing was changed. Restart the task to go on from what the changelog holds"
                            + " now."),
                    now);
        }
        long start = marker.isPlaced() ? marker.nextInputOffset() : origin.start();
        input.releaseAt(start);
        log.info("{} is ready; {}", input.partition(), startingPoint(marker, start));
        if (!marker.isPlaced() && start > 0) {
            log.warn(
                    "{} has no state in its changelog, and begins at offset {}: no row before it is in any window. That is as"
                            + " it should be for a new connector, if earlier rows were deleted or its consumer begins at"
                            + " the latest. If the connector has run before, its changelog was lost, and its open windows"
                            + " with it; to read everything again, stop the connector, DELETE its offsets and resume.",
                    input.partition(),
                    start);
        }
        return new Running(scope, input, view, restored, start, failures, now);
    }

    private static String startingPoint(Marker marker, long start) {
        if (!marker.isPlaced()) {
            return "it has no earlier state and begins at offset " + start;
        }
        String streamTime = marker.streamTimeMs() == Marker.NO_TIME
                ? "no stream time yet"
                : "stream time " + Instant.ofEpochMilli(marker.streamTimeMs());
        return "its last commit was before offset " + marker.nextInputOffset() + ", " + streamTime;
    }

    private Stopped toStopped(RuntimeException cause, Now now) {
        Stopped stopped = Stopped.because(input.partition(), cause, now);
        view.stopped(stopped.reason());
        return stopped;
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
        return again(scope, input, view, failed, origin, now);
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
