package io.pitwall.source.http.acknowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.admit.InflightBytes;
import io.pitwall.source.http.admit.Reservation;
import io.pitwall.source.http.decode.Bodies;
import io.pitwall.source.http.decode.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The calls of a worker task, in the orders in which Connect 3.9.2 and 4.3.1 make them. */
final class AcknowledgementsTest {

    private static final RecordMetadata METADATA = new RecordMetadata(new TopicPartition("rows", 0), 0, 0, 0, 0, 0);

    private final PendingRequests pending = new PendingRequests();
    private final RecordingReply reply = new RecordingReply();
    private final Acknowledgements failuresAreFatal = new Acknowledgements(pending, true);
    private final Acknowledgements failuresAreTolerated = new Acknowledgements(pending, false);

    private List<GatewayRecord> handOver(long poll, int rows) {
        PendingRequest request =
                new PendingRequest(new Reservation(new InflightBytes(1)), 0, 1_000, reply, pending::remove);
        List<Row> queued = Bodies.rows(rows);
        request.enqueue(new Delivery("rows", Optional.empty(), Map.of(), queued), 1_000, pending::remove);
        pending.add(request);
        return request.handOver(poll, new ValueCache());
    }

    private static void commitFromAnotherThread(Acknowledgements acknowledgements) throws InterruptedException {
        Thread committer = new Thread(acknowledgements::commit);
        committer.start();
        committer.join();
    }

    @Test
    void aRowWithMetadataIsCommittedAtOnce() {
        GatewayRecord row = handOver(failuresAreTolerated.beginPoll(), 1).get(0);

        failuresAreTolerated.report(row, METADATA);

        assertThat(reply.statuses()).containsExactly(200);
    }

    @Test
    void aRowWithoutMetadataIsNotBelievedBeforeTheNextPoll() {
        GatewayRecord row = handOver(failuresAreFatal.beginPoll(), 1).get(0);

        failuresAreFatal.report(row, null);

        assertThat(reply.answers()).isEmpty();
    }

    @Test
    void aRowWithoutMetadataWasFilteredWhereEveryFailureEndsTheTask() {
        GatewayRecord row = handOver(failuresAreFatal.beginPoll(), 1).get(0);
        failuresAreFatal.report(row, null);

        failuresAreFatal.beginPoll();

        assertThat(reply.statuses()).containsExactly(200);
    }

    @Test
    void aRowWithoutMetadataMayHaveFailedWhereFailuresAreTolerated() {
        List<GatewayRecord> rows = handOver(failuresAreTolerated.beginPoll(), 2);
        failuresAreTolerated.report(rows.get(0), METADATA);
        failuresAreTolerated.report(rows.get(1), null);

        failuresAreTolerated.beginPoll();

        assertThat(reply.statuses()).containsExactly(503);
    }

    @Test
    void aRowWithoutMetadataInATransactionWasNeverAFailedSend() {
        GatewayRecord row = handOver(failuresAreTolerated.beginPoll(), 1).get(0);
        failuresAreTolerated.report(row, null);
        failuresAreTolerated.commit();

        failuresAreTolerated.beginPoll();

        assertThat(reply.statuses()).containsExactly(200);
    }

    @Test
    void anOffsetCommitFromAnotherThreadProvesNothing() throws Exception {
        GatewayRecord row = handOver(failuresAreTolerated.beginPoll(), 1).get(0);
        failuresAreTolerated.report(row, null);
        commitFromAnotherThread(failuresAreTolerated);

        failuresAreTolerated.beginPoll();

        assertThat(reply.statuses()).containsExactly(503);
    }

    @Test
    void rowsOfAnEmptyTransactionAreNotReportedAndStillSettled() {
        handOver(failuresAreFatal.beginPoll(), 2);
        failuresAreFatal.commit();

        failuresAreFatal.beginPoll();
        assertThat(reply.answers()).isEmpty();
        failuresAreFatal.commit();
        failuresAreFatal.beginPoll();

        assertThat(reply.statuses()).containsExactly(200);
    }

    @Test
    void aCommitInMidBatchDoesNotCoverTheBatch() {
        handOver(failuresAreFatal.beginPoll(), 2);
        // A producer that asks to try again leaves rows undispatched; a pause then commits what there is.
        failuresAreFatal.commit();
        // After the pause the rest is dispatched into a transaction that an interval will end some time.
        failuresAreFatal.beginPoll();
        failuresAreFatal.beginPoll();

        assertThat(reply.answers()).isEmpty();
    }

    @Test
    void anOffsetCommitFromAnotherThreadSettlesNothing() throws Exception {
        handOver(failuresAreFatal.beginPoll(), 1);
        failuresAreFatal.beginPoll();
        commitFromAnotherThread(failuresAreFatal);
        failuresAreFatal.beginPoll();

        assertThat(reply.answers()).isEmpty();
    }

    @Test
    void aCommitDoesNotSettleWhatWasHandedOverAfterIt() {
        failuresAreFatal.beginPoll();
        failuresAreFatal.commit();
        handOver(failuresAreFatal.beginPoll(), 1);
        failuresAreFatal.beginPoll();

        assertThat(reply.answers()).isEmpty();
    }

    @Test
    void aLateReportOfASettledRowChangesNothing() {
        GatewayRecord row = handOver(failuresAreFatal.beginPoll(), 1).get(0);
        failuresAreFatal.beginPoll();
        failuresAreFatal.commit();
        failuresAreFatal.beginPoll();

        failuresAreFatal.report(row, null);
        failuresAreFatal.beginPoll();

        assertThat(reply.statuses()).containsExactly(200);
    }
}
