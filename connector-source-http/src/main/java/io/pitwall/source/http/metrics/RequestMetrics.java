package io.pitwall.source.http.metrics;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What became of the requests that one task took, or all tasks of a connector on this worker. Thread-safe. */
public final class RequestMetrics {

    private static final String TIME = " of the requests answered 200 took at most this long, interpolated";

    private static final List<Metric<RequestMetrics>> ALL = List.of(
            Metric.gauge(
                    "inflight-requests",
                    "requests",
                    "Requests that are not answered yet, or whose rows are still in the worker",
                    metrics -> metrics.inflight.getAsLong()),
            Metric.counter(
                    "acknowledged-requests",
                    "requests",
                    "Requests answered 200: all their rows are committed in Kafka, or were dropped by a transform",
                    metrics -> metrics.times.count()),
            Metric.counter("acknowledged-rows", "rows", "Their rows", metrics -> metrics.rows.sum()),
            Metric.counter(
                    "acknowledged-bytes", "bytes", "Their bodies, as they were sent", metrics -> metrics.bytes.sum()),
            Metric.counter(
                    "duplicate-requests",
                    "requests",
                    "Of these requests: not written again, because their message was committed before",
                    metrics -> metrics.duplicateRequests.sum()),
            Metric.counter("duplicate-rows", "rows", "Their rows", metrics -> metrics.duplicateRows.sum()),
            Metric.counter(
                    "acknowledgement-total-ms",
                    "ms",
                    "How long the requests answered 200 took together, each from its complete body to the answer",
                    metrics -> metrics.times.totalMs()),
            Metric.fraction("acknowledgement-p50-ms", "ms", "Half" + TIME, metrics -> metrics.times.percentileMs(0.5)),
            Metric.fraction("acknowledgement-p95-ms", "ms", "95 %" + TIME, metrics -> metrics.times.percentileMs(0.95)),
            Metric.fraction("acknowledgement-p99-ms", "ms", "99 %" + TIME, metrics -> metrics.times.percentileMs(0.99)),
            Metric.table(
                    "acknowledged-within-ms",
                    "requests",
                    "Requests answered 200 within so many milliseconds of their complete body, by that number",
                    metrics -> metrics.times.countsByMaxMs()));

    private final LongSupplier inflight;
    private final AcknowledgementTimes times = new AcknowledgementTimes();
    private final LongAdder rows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder duplicateRequests = new LongAdder();
    private final LongAdder duplicateRows = new LongAdder();

    private volatile Optional<RequestMetrics> whole = Optional.empty();

    /** @param inflight how many requests there are now; asked from any thread */
    public RequestMetrics(LongSupplier inflight) {
        this.inflight = inflight;
    }

    /** In the order in which they are documented. */
    public static List<Metric<RequestMetrics>> all() {
        return ALL;
    }

    /** Makes this the metrics of a part: what is counted here from now on is counted there as well. */
    public void countAlsoIn(RequestMetrics whole) {
        this.whole = Optional.of(whole);
    }

    /**
     * A request is answered 200.
     *
     * @param bodyBytes as they were sent
     * @param nanosToAcknowledgement since its body was complete
     */
    public void acknowledged(int rowCount, long bodyBytes, long nanosToAcknowledgement) {
        rows.add(rowCount);
        bytes.add(bodyBytes);
        times.add(nanosToAcknowledgement);
        whole.ifPresent(metrics -> metrics.acknowledged(rowCount, bodyBytes, nanosToAcknowledgement));
    }

    /** A request that is answered 200, and counted as such, without being written again. */
    public void duplicate(int rowCount) {
        duplicateRequests.increment();
        duplicateRows.add(rowCount);
        whole.ifPresent(metrics -> metrics.duplicate(rowCount));
    }
}
