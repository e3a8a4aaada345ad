package io.pitwall.source.http.listen;

import io.pitwall.source.http.acknowledge.Answer;
import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.acknowledge.Delivery;
import io.pitwall.source.http.acknowledge.PendingRequest;
import io.pitwall.source.http.acknowledge.PendingRequests;
import io.pitwall.source.http.admit.InflightBytes;
import io.pitwall.source.http.admit.Reservation;
import io.pitwall.source.http.handover.Intake;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One connector on this worker: what its clients may have in flight, the requests whose bodies still arrive, and the tasks
 * that the others are spread over. Thread-safe.
 */
final class Gateway {

    private final GatewaySettings settings;
    private final InstantSource clock;
    private final InflightBytes inflight;
    private final PendingRequests receiving = new PendingRequests();
    private final List<Intake> intakes = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    Gateway(GatewaySettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.inflight = new InflightBytes(settings.maxInflightBytes());
    }

    GatewaySettings settings() {
        return settings;
    }

    void add(Intake intake) {
        intakes.add(intake);
    }

    /** With the last task, the requests whose bodies still arrive lose their prospects, and are answered. */
    void remove(Intake intake) {
        intakes.remove(intake);
        if (!isOpen()) {
            receiving.stop();
        }
    }

    boolean isEmpty() {
        return intakes.isEmpty();
    }

    /** Whether it has a task. One that has lost its last never opens again. */
    boolean isOpen() {
        return intakes.stream().anyMatch(intake -> !intake.isStopped());
    }

    /** Whether what is admitted now has good prospects to be committed. */
    boolean isReady() {
        return intakes.stream().anyMatch(Intake::isReady);
    }

    long inflightBytes() {
        return inflight.reservedBytes();
    }

    /** Admits a request of which that many bytes are announced; empty when they do not fit, or there is no task. */
    Optional<PendingRequest> admit(long announcedBytes, Consumer<Answer> reply) {
        Reservation reservation = new Reservation(inflight);
        if (!isOpen() || !reservation.tryGrow(announcedBytes)) {
            return Optional.empty();
        }
        long nowMs = clock.millis();
        PendingRequest request =
                new PendingRequest(reservation, nowMs, nowMs + settings.bodyTimeoutMs(), reply, receiving::remove);
        if (!receiving.add(request)) {
            reservation.release();
            return Optional.empty();
        }
        return Optional.of(request);
    }

    /** Gives a request whose body is complete to the task with the least to do, one that is polled before one that is not. */
    void dispatch(PendingRequest request, Delivery delivery) {
        for (Intake intake : leastLoadedFirst()) {
            if (intake.offer(request, delivery)) {
                return;
            }
        }
        request.refuse(stopped());
    }

    private List<Intake> leastLoadedFirst() {
        List<Intake> ordered = new ArrayList<>(intakes);
        if (ordered.size() > 1) {
            // Among equals, another one each time.
            Collections.rotate(ordered, Math.floorMod(turn.getAndIncrement(), ordered.size()));
            ordered.sort(Comparator.comparing((Intake intake) -> !intake.isReady())
                    .thenComparingInt(Intake::pendingRequests));
        }
        return ordered;
    }

    /** Answers the requests that have waited too long; to be called every now and then. */
    void expire() {
        receiving.expire(clock.millis());
        intakes.forEach(Intake::expire);
    }

    static Problem stopped() {
        return new Problem(
                Kind.UNAVAILABLE, "No task takes requests on this path now; nothing was written. Send it again.");
    }
}
