package io.pitwall.source.http.acknowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.acknowledge.Answer.Committed;
import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.admit.InflightBytes;
import io.pitwall.source.http.admit.Reservation;
import io.pitwall.source.http.decode.Bodies;
import io.pitwall.source.http.decode.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PendingRequestTest {

    private static final long ARRIVAL_MS = 1_000;
    private static final long TIMEOUT_MS = 500;

    private final InflightBytes inflight = new InflightBytes(100);
    private final PendingRequests pending = new PendingRequests();
    private final RecordingReply reply = new RecordingReply();
    private final PendingRequest request = newRequest();

    private PendingRequest newRequest() {
        Reservation reservation = new Reservation(inflight);
        reservation.tryGrow(40);
        PendingRequest added =
                new PendingRequest(reservation, ARRIVAL_MS, ARRIVAL_MS + TIMEOUT_MS, reply, pending::remove);
        pending.add(added);
        return added;
    }

    private static List<Row> rows(int count) {
        return Bodies.rows(count);
    }

    private boolean enqueue(PendingRequest waiting, List<Row> rows) {
        boolean isQueued = waiting.enqueue(
                new Delivery("rows", Optional.empty(), Map.of(), rows), ARRIVAL_MS + TIMEOUT_MS, pending::remove);
        // Leaving the requests whose bodies arrive, it has left these, which stand for both.
        return isQueued && pending.add(waiting);
    }

    private List<GatewayRecord> handedOver(int count) {
        enqueue(request, rows(count));
        return request.handOver(1, new ValueCache());
    }

    private void assertOpen() {
        assertThat(reply.answers()).isEmpty();
        assertThat(inflight.reservedBytes()).isEqualTo(40);
    }

    private void assertForgotten() {
        assertThat(inflight.reservedBytes()).isZero();
        assertThat(pending.size()).isZero();
    }

    @Test
    void oneRowBeforeTheLastIsNoAnswer() {
        List<GatewayRecord> records = handedOver(3);

        request.settle(records.get(2));
        request.settle(records.get(0));

        assertOpen();
    }

    @Test
    void theLastRowIsTheAnswer() {
        handedOver(3).forEach(request::settle);

        assertThat(reply.answers()).containsExactly(new Committed(3));
        assertForgotten();
    }

    @Test
    void equalRowsAreCountedOneByOne() {
        List<GatewayRecord> records = handedOver(2);

        assertThat(records.get(0)).isNotEqualTo(records.get(1));
        request.settle(records.get(0));
        assertOpen();
        request.settle(records.get(1));
        assertThat(reply.answers()).containsExactly(new Committed(2));
    }

    @Test
    void aRowReportedTwiceCountsOnce() {
        List<GatewayRecord> records = handedOver(2);

        request.settle(records.get(0));
        request.settle(records.get(0));

        assertOpen();
    }

    @Test
    void noRowsAreCommittedAtOnce() {
        assertThat(enqueue(request, List.of())).isFalse();

        assertThat(reply.answers()).containsExactly(new Committed(0));
        assertForgotten();
    }

    @Test
    void aRefusedBodyIsNeverHandedOver() {
        request.refuse(new Problem(Kind.MALFORMED, "no"));

        assertThat(enqueue(request, rows(1))).isFalse();
        assertThat(request.handOver(1, new ValueCache())).isEmpty();
        assertThat(reply.statuses()).containsExactly(400);
        assertForgotten();
    }

    @Test
    void oneMillisecondBeforeTheDeadlineNothingExpires() {
        assertThat(request.expire(ARRIVAL_MS + TIMEOUT_MS - 1)).isFalse();

        assertOpen();
    }

    @Test
    void atTheDeadlineAnIncompleteBodyIsTooSlow() {
        assertThat(request.expire(ARRIVAL_MS + TIMEOUT_MS)).isTrue();

        assertThat(reply.statuses()).containsExactly(408);
        assertForgotten();
    }

    @Test
    void atTheDeadlineAQueuedRequestIsDropped() {
        enqueue(request, rows(1));

        request.expire(ARRIVAL_MS + TIMEOUT_MS);

        assertThat(reply.statuses()).containsExactly(503);
        assertThat(request.handOver(1, new ValueCache())).isEmpty();
        assertForgotten();
    }

    @Test
    void aHandedOverRequestHoldsItsBytesBeyondTheDeadline() {
        List<GatewayRecord> records = handedOver(2);

        request.expire(ARRIVAL_MS + TIMEOUT_MS);

        assertThat(reply.statuses()).containsExactly(503);
        assertThat(inflight.reservedBytes()).isEqualTo(40);

        records.forEach(request::settle);
        assertThat(reply.statuses()).containsExactly(503);
        assertForgotten();
    }

    @Test
    void anExpiredRequestDoesNotHideTheNextOne() {
        handedOver(1);
        PendingRequest next = newRequest();

        pending.expire(ARRIVAL_MS + TIMEOUT_MS);

        assertThat(reply.statuses()).containsExactly(503, 408);
        assertThat(next.handOver(1, new ValueCache())).isEmpty();
    }

    @Test
    void aClientThatHasGoneTakesItsQueuedRequestWithIt() {
        enqueue(request, rows(1));

        request.abandon();

        assertThat(request.handOver(1, new ValueCache())).isEmpty();
        assertThat(reply.answers()).isEmpty();
        assertForgotten();
    }

    @Test
    void aClientThatHasGoneDoesNotTakeWhatTheWorkerHas() {
        List<GatewayRecord> records = handedOver(1);

        request.abandon();

        assertThat(inflight.reservedBytes()).isEqualTo(40);
        records.forEach(request::settle);
        assertThat(reply.answers()).isEmpty();
        assertForgotten();
    }

    @Test
    void aRowOfUnknownFateIsNoSuccess() {
        List<GatewayRecord> records = handedOver(2);

        request.settle(records.get(0));
        request.settleUnknown(records.get(1));

        assertThat(reply.statuses()).containsExactly(503);
        assertForgotten();
    }

    @Test
    void stoppingAnswersWhateverItsStageAndForgetsIt() {
        PendingRequest queued = newRequest();
        enqueue(queued, rows(1));
        List<GatewayRecord> records = handedOver(2);

        pending.stop();
        records.forEach(request::settle);

        assertThat(reply.statuses()).containsExactly(503, 503);
        assertForgotten();
    }

    @Test
    void nothingIsAddedAfterTheStop() {
        pending.stop();

        assertThat(pending.add(request)).isFalse();
    }

    @Test
    void onlyAReceivingRequestGrows() {
        assertThat(request.tryGrow(60)).isTrue();
        enqueue(request, rows(1));

        assertThat(request.tryGrow(0)).isFalse();
        assertThat(inflight.reservedBytes()).isEqualTo(100);
    }
}
