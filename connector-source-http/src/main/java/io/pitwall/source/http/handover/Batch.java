package io.pitwall.source.http.handover;

import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.acknowledge.GatewayRecord;
import io.pitwall.source.http.acknowledge.PendingRequest;
import io.pitwall.source.http.acknowledge.ValueCache;
import io.pitwall.source.http.deduplicate.ClaimOn;
import io.pitwall.source.http.deduplicate.DedupBatch;
import io.pitwall.source.http.deduplicate.Judgement;
import io.pitwall.source.http.deduplicate.RequestMessages;
import io.pitwall.source.http.metrics.RequestMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;

/** What one poll hands over. Belongs to the task's thread. */
final class Batch {

    /** A batch ends with the request that reaches this. Requests are never split: under exactly-once each is all or nothing. */
    private static final int MAX_ROWS = 5_000;

    private static final Problem IN_FLIGHT = new Problem(
            Kind.IN_FLIGHT,
            "A message of this request is on its way into Kafka, sent by an earlier request; nothing of this one was written. "
                    + "Send it again to learn what became of it.");

    private static final Problem TOO_OLD = new Problem(
            Kind.TOO_OLD,
            "A message of this request has a number more than 63 below the greatest of its session, and not all between them "
                    + "were received: nobody can tell any more whether it was written. Nothing of this request was written.");

    private final long poll;
    private final ValueCache values;
    private final Optional<DedupBatch> dedup;
    private final RequestMetrics metrics;
    private final List<GatewayRecord> rows = new ArrayList<>();

    /** @param dedup empty: nothing is deduplicated */
    Batch(long poll, ValueCache values, Optional<DedupBatch> dedup, RequestMetrics metrics) {
        this.poll = poll;
        this.values = values;
        this.dedup = dedup;
        this.metrics = metrics;
    }

    boolean isFull() {
        return rows.size() >= MAX_ROWS;
    }

    /** Adds the rows of a request, or answers it where it is not to be written. */
    void take(PendingRequest request) {
        RequestMessages messages = request.messages();
        if (dedup.isEmpty() || messages.isEmpty()) {
            rows.addAll(request.handOver(poll, values, Set.of()));
        } else {
            take(request, messages, dedup.get());
        }
    }

    private void take(PendingRequest request, RequestMessages messages, DedupBatch known) {
        Judgement judgement = known.judge(messages.all());
        switch (judgement.verdict()) {
            case NEW -> {
                List<GatewayRecord> handedOver = request.handOver(poll, values, judgement.fresh());
                // A request that has ended meanwhile writes nothing, so it must not claim anything.
                if (!handedOver.isEmpty()) {
                    known.claim(judgement.fresh());
                    rows.addAll(handedOver);
                    countDuplicates(request.rowCount() - handedOver.size());
                }
            }
            case COMMITTED -> {
                countDuplicates(request.rowCount());
                request.confirm();
            }
            case IN_FLIGHT -> request.refuse(IN_FLIGHT);
            case TOO_OLD -> request.refuse(TOO_OLD);
        }
    }

    private void countDuplicates(int rowCount) {
        if (rowCount > 0) {
            metrics.duplicate(rowCount);
        }
    }

    /** The rows for the worker; nothing is added to them any more. */
    List<SourceRecord> seal(ClaimOn claimOn) {
        dedup.ifPresent(known -> known.seal(rows, claimOn));
        return List.copyOf(rows);
    }
}
