package io.pitwall.source.http.handover;

import io.pitwall.source.http.acknowledge.Acknowledgements;
import io.pitwall.source.http.acknowledge.Delivery;
import io.pitwall.source.http.acknowledge.GatewayRecord;
import io.pitwall.source.http.acknowledge.PendingRequest;
import io.pitwall.source.http.acknowledge.PendingRequests;
import io.pitwall.source.http.acknowledge.ValueCache;
import io.pitwall.source.http.deduplicate.ClaimOn;
import io.pitwall.source.http.deduplicate.Deduplicator;
import io.pitwall.source.http.deduplicate.TaskShare;
import io.pitwall.source.http.metrics.RequestMetrics;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * One task's side of the gateway: the listener's threads bring requests in, the task's thread takes their rows out, and
 * the worker's callbacks settle them.
 */
public final class Intake {

    /** A task that was not polled for so long is paused, blocked by a full producer, or stuck. */
    private static final long STALLED_AFTER_MS = 5_000;

    private static final long FIRST_POLL = 1;

    private final IntakeSettings settings;
    private final InstantSource clock;
    private final TaskShare share;
    private final Optional<Deduplicator> deduplicator;
    private final PendingRequests pending = new PendingRequests();
    private final HandoverQueue queue = new HandoverQueue();
    private final Acknowledgements acknowledgements;
    private final ValueCache values = new ValueCache();
    private final RequestMetrics metrics = new RequestMetrics(pending::size);

    private volatile long lastPollMs = Long.MIN_VALUE;
    private volatile boolean isStopped;

    /** @param deduplicator of the messages of that share; empty: nothing is deduplicated */
    public Intake(IntakeSettings settings, InstantSource clock, TaskShare share, Optional<Deduplicator> deduplicator) {
        this.settings = settings;
        this.clock = clock;
        this.share = share;
        this.deduplicator = deduplicator;
        this.acknowledgements = new Acknowledgements(pending, settings.isEveryFailureFatal());
    }

    public boolean isStopped() {
        return isStopped;
    }

    /** Whether what is admitted now has good prospects to be committed. */
    public boolean isReady() {
        long lastPoll = lastPollMs;
        return !isStopped && lastPoll != Long.MIN_VALUE && clock.millis() - lastPoll <= STALLED_AFTER_MS;
    }

    public RequestMetrics metrics() {
        return metrics;
    }

    /** How much it has to do. */
    public int pendingRequests() {
        return pending.size();
    }

    /** Which messages it may be offered. */
    public TaskShare share() {
        return share;
    }

    /** Takes a request whose body is complete; false once stopped. */
    public boolean offer(PendingRequest request, Delivery delivery) {
        if (isStopped || !pending.add(request)) {
            return false;
        }
        if (request.enqueue(delivery, clock.millis() + settings.ackTimeoutMs(), this::forget)) {
            queue.add(request);
        }
        return true;
    }

    /** The next rows for the worker, waiting for some at most that long. */
    public List<SourceRecord> poll(long maxWaitMs) throws InterruptedException {
        lastPollMs = clock.millis();
        values.clear();
        long poll = acknowledgements.beginPoll();
        if (deduplicator.isPresent() && poll == FIRST_POLL) {
            // What the worker does after it tells which rows may claim their messages.
            return List.of();
        }
        queue.await(maxWaitMs);
        Batch batch = new Batch(poll, values, deduplicator.map(known -> known.beginBatch(clock.millis())));
        Optional<PendingRequest> request = queue.takeFirst();
        while (request.isPresent()) {
            batch.take(request.get());
            request = batch.isFull() ? Optional.empty() : queue.takeFirst();
        }
        return batch.seal(acknowledgements.isExactlyOnce() ? ClaimOn.EVERY_ROW : ClaimOn.LAST_ROW);
    }

    /** The worker's report on one row, from any thread. */
    public void report(GatewayRecord record, @Nullable RecordMetadata metadata) {
        acknowledgements.report(record, metadata);
    }

    /** The worker's {@code commit()}, from any thread. */
    public void commit() {
        acknowledgements.commit();
    }

    /** Answers the requests that have waited too long; to be called every now and then. */
    public void expire() {
        pending.expire(clock.millis());
    }

    /** Answers whatever is pending, and takes nothing from now on. */
    public void stop() {
        isStopped = true;
        queue.close();
        pending.stop();
    }

    private void forget(PendingRequest request) {
        pending.remove(request);
        queue.remove(request);
        request.receipt()
                .ifPresent(receipt -> metrics.acknowledged(
                        receipt.rows(), receipt.bodyBytes(), System.nanoTime() - receipt.bodyCompleteNanos()));
        deduplicator.ifPresent(known -> known.settled(request.handedOverMessages()));
    }
}
