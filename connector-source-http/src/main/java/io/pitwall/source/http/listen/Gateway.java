package io.pitwall.source.http.listen;

import io.pitwall.source.http.acknowledge.Answer;
import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.acknowledge.Delivery;
import io.pitwall.source.http.acknowledge.PendingRequest;
import io.pitwall.source.http.acknowledge.PendingRequests;
import io.pitwall.source.http.admit.ClientLimits;
import io.pitwall.source.http.admit.InflightBytes;
import io.pitwall.source.http.admit.Permit;
import io.pitwall.source.http.admit.Reservation;
import io.pitwall.source.http.authenticate.Authenticator;
import io.pitwall.source.http.authenticate.Client;
import io.pitwall.source.http.authenticate.RequestHead;
import io.pitwall.source.http.authenticate.Verdict;
import io.pitwall.source.http.deduplicate.MessageKey;
import io.pitwall.source.http.handover.Intake;
import io.pitwall.source.http.metrics.GatewayMetrics;
import io.pitwall.source.http.metrics.Showcase;
import io.pitwall.source.http.metrics.Showcase.Shown;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
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
    private final Authenticator authenticator;
    private final InflightBytes inflight;
    private final ClientLimits clientLimits;
    private final PendingRequests receiving = new PendingRequests();
    private final List<Intake> intakes = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final GatewayMetrics metrics;
    private final Shown shown;

    /** @throws org.apache.kafka.common.config.ConfigException where a file that the settings name cannot be used */
    Gateway(GatewaySettings settings, GatewayMetrics.Connections connections, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.authenticator = settings.auth().open(clock);
        this.inflight = new InflightBytes(settings.maxInflightBytes());
        this.clientLimits = new ClientLimits(settings.clientLimits(), inflight, System::nanoTime);
        this.metrics = new GatewayMetrics(new GatewayMetrics.Gauges(
                intakes::size,
                this::inflightRequests,
                inflight::reservedBytes,
                this::messagesForgottenEarly,
                connections));
        this.shown = Showcase.ofConnector(settings.connector(), metrics);
    }

    GatewaySettings settings() {
        return settings;
    }

    void add(Intake intake) {
        intake.metrics().countAlsoIn(metrics.requests());
        intakes.add(intake);
    }

    /** With the last task, the requests whose bodies still arrive lose their prospects, and are answered. */
    void remove(Intake intake) {
        intakes.remove(intake);
        if (!isOpen()) {
            receiving.stop();
            authenticator.close();
            shown.close();
        }
    }

    boolean isEmpty() {
        return intakes.isEmpty();
    }

    /** Whether it has a task. One that has lost its last never opens again. */
    boolean isOpen() {
        for (Intake intake : intakes) {
            if (!intake.isStopped()) {
                return true;
            }
        }
        return false;
    }

    /** Whether what is admitted now has good prospects to be committed. */
    boolean isReady() {
        return intakes.stream().anyMatch(Intake::isReady);
    }

    GatewayMetrics metrics() {
        return metrics;
    }

    private long messagesForgottenEarly() {
        return intakes.stream().mapToLong(Intake::messagesForgottenEarly).sum();
    }

    private long inflightRequests() {
        return receiving.size()
                + intakes.stream().mapToLong(Intake::pendingRequests).sum();
    }

    long inflightBytes() {
        return inflight.reservedBytes();
    }

    Verdict authenticate(RequestHead head) {
        return authenticator.authenticate(head);
    }

    /** Admits a request of which that many bytes are announced, if they fit and there is a task. */
    Admission admit(Client client, long announcedBytes, Consumer<Answer> reply) {
        if (!isOpen()) {
            return new Admission.Denied(stopped());
        }
        Permit permit = clientLimits.admit(client);
        return permit instanceof Permit.Granted granted
                ? admit(granted.reservation(), announcedBytes, reply)
                : new Admission.Denied(tooMany(((Permit.Postponed) permit).retryAfterSeconds()));
    }

    private Admission admit(Reservation reservation, long announcedBytes, Consumer<Answer> reply) {
        long nowMs = clock.millis();
        PendingRequest request =
                new PendingRequest(reservation, nowMs, nowMs + settings.bodyTimeoutMs(), reply, receiving::remove);
        if (!reservation.tryGrow(announcedBytes)) {
            reservation.release();
            return new Admission.Denied(overloaded());
        }
        if (!receiving.add(request)) {
            reservation.release();
            return new Admission.Denied(stopped());
        }
        return new Admission.Granted(request);
    }

    /**
     * Gives a request whose body is complete to the task that owns its messages; among several, to the one with the least to
     * do, and to one that is polled before one that is not.
     */
    void dispatch(PendingRequest request, Delivery delivery) {
        Set<MessageKey> messages = delivery.messages().all();
        for (Intake intake : leastLoadedFirst()) {
            if (intake.share().ownsAll(messages) && intake.offer(request, delivery)) {
                return;
            }
        }
        request.refuse(nobodyTakes(messages));
    }

    private Problem nobodyTakes(Set<MessageKey> messages) {
        if (!isOpen()) {
            return stopped();
        }
        boolean isOfSeveral = intakes.stream()
                .findFirst()
                .filter(intake -> intake.share().ownersOf(messages).size() > 1)
                .isPresent();
        return isOfSeveral
                ? new Problem(
                        Kind.MALFORMED,
                        "The messages of this request belong to several tasks of the connector; nothing was written. Send each "
                                + "message, or session, in a request of its own, or configure tasks.max=1.")
                : new Problem(
                        Kind.UNAVAILABLE,
                        "The task that knows the messages of this session runs on another worker, or is about to start; "
                                + "nothing was written. Send it again, to that worker if you can.");
    }

    private List<Intake> leastLoadedFirst() {
        if (intakes.size() == 1) {
            return intakes;
        }
        // Noted once, for they change while they are compared.
        List<Load> loads = new ArrayList<>();
        intakes.forEach(intake -> loads.add(new Load(intake, !intake.isReady(), intake.pendingRequests())));
        if (!loads.isEmpty()) {
            // Among equals, another one each time.
            Collections.rotate(loads, Math.floorMod(turn.getAndIncrement(), loads.size()));
        }
        loads.sort(Comparator.comparing(Load::isStalled).thenComparingInt(Load::pendingRequests));
        return loads.stream().map(Load::intake).toList();
    }

    private record Load(Intake intake, boolean isStalled, int pendingRequests) {}

    /** Answers the requests that have waited too long; to be called every now and then. */
    void expire() {
        receiving.expire(clock.millis());
        intakes.forEach(Intake::expire);
        clientLimits.forgetIdle();
    }

    /** What a body is answered that came to need more memory than was left. */
    Problem overBudget(long neededBytes) {
        return neededBytes <= settings.maxInflightBytes()
                ? overloaded()
                : new Problem(
                        Kind.TOO_LARGE,
                        "The rows of this body need " + neededBytes + " bytes, more than max.inflight.bytes="
                                + settings.maxInflightBytes() + "; nothing was written. Send smaller batches.");
    }

    private static Problem overloaded() {
        return new Problem(
                Kind.OVERLOADED,
                "Too many bytes wait to be committed (max.inflight.bytes, client.max.inflight.bytes); nothing was written. "
                        + "Send it again later.");
    }

    private static Problem tooMany(long retryAfterSeconds) {
        return new Problem(
                Kind.RATE_LIMITED,
                "This client sends more than client.max.requests.per.second; nothing was written. Send it again later.",
                List.of(),
                retryAfterSeconds);
    }

    static Problem stopped() {
        return new Problem(
                Kind.UNAVAILABLE, "No task takes requests on this path now; nothing was written. Send it again.");
    }
}
