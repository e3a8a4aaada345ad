package io.pitwall.source.http.handover;

import io.pitwall.source.http.acknowledge.Acknowledgements;
import io.pitwall.source.http.acknowledge.Answer;
import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.acknowledge.GatewayRecord;
import io.pitwall.source.http.acknowledge.PendingRequest;
import io.pitwall.source.http.acknowledge.PendingRequests;
import io.pitwall.source.http.acknowledge.ValueCache;
import io.pitwall.source.http.admit.InflightBytes;
import io.pitwall.source.http.admit.Reservation;
import io.pitwall.source.http.decode.BodyFormat;
import io.pitwall.source.http.decode.BodyReader;
import io.pitwall.source.http.decode.ContentCoding;
import io.pitwall.source.http.decode.RefusedBodyException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
    private final InflightBytes inflight;
    private final PendingRequests pending = new PendingRequests();
    private final HandoverQueue queue = new HandoverQueue();
    private final Acknowledgements acknowledgements;
    private final ValueCache values = new ValueCache();

    private volatile long lastPollMs = Long.MIN_VALUE;
    private volatile boolean isStopped;

    public Intake(IntakeSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.inflight = new InflightBytes(settings.maxInflightBytes());
        this.acknowledgements = new Acknowledgements(pending, settings.isEveryFailureFatal());
    }

    public long maxBodyBytes() {
        return settings.maxBodyBytes();
    }

    public boolean isStopped() {
        return isStopped;
    }

    /** Whether what is admitted now has good prospects to be committed. */
    public boolean isReady() {
        long lastPoll = lastPollMs;
        return !isStopped && lastPoll != Long.MIN_VALUE && clock.millis() - lastPoll <= STALLED_AFTER_MS;
    }

    /** Admits a request of which that many bytes are announced; empty when they do not fit, or the task has stopped. */
    public Optional<PendingRequest> admit(long announcedBytes, Consumer<Answer> reply) {
        Reservation reservation = new Reservation(inflight);
        if (isStopped || !reservation.tryGrow(announcedBytes)) {
            return Optional.empty();
        }
        PendingRequest request =
                new PendingRequest(reservation, clock.millis(), settings.ackTimeoutMs(), reply, this::forget);
        if (!pending.add(request)) {
            reservation.release();
            return Optional.empty();
        }
        return Optional.of(request);
    }

    /** Takes the complete body {@code [0, length)} of an admitted request; keeps no reference to it. */
    public void receive(PendingRequest request, byte[] body, int length, BodyFormat format) {
        BodyReader reader = settings.decoder().begin(format, ContentCoding.IDENTITY, List.of(), request, length);
        try {
            reader.append(body, 0, length);
            if (request.enqueue(reader.finish().rows())) {
                queue.add(request);
            }
        } catch (RefusedBodyException.Undecodable e) {
            request.refuse(new Problem(
                    Kind.MALFORMED, "The body is not what this gateway takes; nothing was written.", e.violations()));
        } catch (RefusedBodyException.TooLarge e) {
            request.refuse(new Problem(
                    Kind.TOO_LARGE,
                    "A body may have at most " + settings.maxBodyBytes()
                            + " bytes (max.body.bytes); nothing was written. Send smaller batches."));
        } catch (RefusedBodyException e) {
            request.refuse(
                    new Problem(
                            Kind.OVERLOADED,
                            "Too many bytes wait to be committed (max.inflight.bytes); nothing was written. Send it again later."));
        }
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
            batch.addAll(request.get().handOver(settings.topic(), poll, values));
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

    /** Answers whatever is pending, and admits nothing from now on. */
    public void stop() {
        isStopped = true;
        queue.close();
        pending.stop();
    }

    public long inflightBytes() {
        return inflight.reservedBytes();
    }

    private void forget(PendingRequest request) {
        pending.remove(request);
        queue.remove(request);
    }
}
