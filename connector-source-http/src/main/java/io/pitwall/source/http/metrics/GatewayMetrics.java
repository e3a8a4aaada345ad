package io.pitwall.source.http.metrics;

import io.pitwall.source.http.acknowledge.Answer;
import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** All that is measured of one connector on this worker, since its first task came. Thread-safe. */
public final class GatewayMetrics {

    private static final String COMMITTED_STATUS = "200";

    private static final List<Metric<GatewayMetrics>> ALL = define();

    /** What goes up and down; asked from any thread. */
    public record Gauges(LongSupplier tasks, LongSupplier inflightRequests, LongSupplier inflightBytes) {}

    private final Gauges gauges;
    private final RequestMetrics requests;
    private final LongAdder committed = new LongAdder();
    private final Map<Kind, LongAdder> rejected = new EnumMap<>(Kind.class);

    public GatewayMetrics(Gauges gauges) {
        this.gauges = gauges;
        this.requests = new RequestMetrics(gauges.inflightRequests());
        for (Kind kind : Kind.values()) {
            rejected.put(kind, new LongAdder());
        }
    }

    /** In the order in which they are documented. */
    public static List<Metric<GatewayMetrics>> all() {
        return ALL;
    }

    private static List<Metric<GatewayMetrics>> define() {
        List<Metric<GatewayMetrics>> metrics = new ArrayList<>();
        metrics.add(Metric.gauge(
                "tasks", "tasks", "Tasks of the connector on this worker", of -> of.gauges.tasks.getAsLong()));
        metrics.add(Metric.gauge(
                "inflight-bytes",
                "bytes",
                "What counts against max.inflight.bytes: the requests admitted and neither committed nor refused",
                of -> of.gauges.inflightBytes.getAsLong()));
        metrics.add(Metric.counter(
                "answered-requests",
                "requests",
                "Requests on the connector's paths that were answered, whatever the answer",
                GatewayMetrics::answered));
        metrics.add(Metric.table(
                "answered-by-status", "requests", "The same by HTTP status", GatewayMetrics::answeredByStatus));
        metrics.add(Metric.counter(
                "rejected-requests", "requests", "Of these: answered with a problem", GatewayMetrics::rejected));
        metrics.add(Metric.table(
                "rejected-by-reason", "requests", "The same by kind of problem", GatewayMetrics::rejectedByReason));
        RequestMetrics.all().forEach(metric -> metrics.add(metric.within(GatewayMetrics::requests)));
        return List.copyOf(metrics);
    }

    /** What the tasks count, each its own part. */
    public RequestMetrics requests() {
        return requests;
    }

    /** To be called once for each request, when its answer goes out. */
    public void answered(Answer answer) {
        if (answer instanceof Problem problem) {
            rejected(problem.kind());
        } else {
            committed.increment();
        }
    }

    /** The same where there is no more to say than the kind. */
    public void rejected(Kind kind) {
        counterOf(kind).increment();
    }

    private LongAdder counterOf(Kind kind) {
        LongAdder counter = rejected.get(kind);
        if (counter == null) {
            throw new IllegalStateException("Expected a counter for each kind of problem; found none for " + kind);
        }
        return counter;
    }

    private long answered() {
        return committed.sum() + rejected();
    }

    private long rejected() {
        return rejected.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Every status that the gateway has, also those that were not needed yet: a rate has to begin at 0. */
    private Map<String, Long> answeredByStatus() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put(COMMITTED_STATUS, committed.sum());
        rejected.forEach((kind, count) -> counts.merge(Integer.toString(kind.status()), count.sum(), Long::sum));
        return counts;
    }

    private Map<String, Long> rejectedByReason() {
        Map<String, Long> counts = new TreeMap<>();
        rejected.forEach(
                (kind, count) -> counts.put(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), count.sum()));
        return counts;
    }
}
