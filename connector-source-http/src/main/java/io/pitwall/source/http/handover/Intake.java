package io.pitwall.source.http.handover;

import io.pitwall.source.http.acknowledge.Acknowledgements;
import io.pitwall.source.http.acknowledge.Delivery;
import io.pitwall.source.http.acknowledge.GatewayRecord;
import io.pitwall.source.http.acknowledge.PendingRequest;
import io.pitwall.source.http.acknowledge.PendingRequests;
import io.pitwall.source.http.acknowledge.ValueCache;
import java.time.InstantSource;
import java.util.ArrayList;
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

    /** A batch ends with the request that reaches this. Requests are never split: under exactly-once each is all or nothing. */
    private static final int BATCH_ROWS = 5_000;

    private final IntakeSettings settings;
    private final InstantSource clock;
    private final PendingRequests pending = new PendingRequests();
    private final HandoverQueue queue = new HandoverQueue();
    private final Acknowledgements acknowledgements;
    private final ValueCache values = new ValueCache();

    private volatile long lastPollMs = Long.MIN_VALUE;
    private volatile boolean isStopped;

    public Intake(IntakeSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
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

    /** How much it has to do. */
    public int pendingRequests() {
        return pending.size();
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
        queue.await(maxWaitMs);
        List<SourceRecord> batch = new ArrayList<>();
        Optional<PendingRequest> request = queue.takeFirst();
        while (request.isPresent()) {
            batch.addAll(request.get().handOver(poll, values));
            request = batch.size() < BATCH_ROWS ? queue.takeFirst() : Optional.empty();
        }
        return batch;
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
    }
}
