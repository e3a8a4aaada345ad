package io.pitwall.source.http.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.acknowledge.Answer;
import io.pitwall.source.http.acknowledge.Answer.Committed;
import io.pitwall.source.http.acknowledge.Delivery;
import io.pitwall.source.http.acknowledge.PendingRequest;
import io.pitwall.source.http.admit.InflightBytes;
import io.pitwall.source.http.admit.Reservation;
import io.pitwall.source.http.decode.Bodies;
import io.pitwall.source.http.decode.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

final class IntakeTest {

    private static final long NO_WAIT = 0;

    private long nowMs = 1_000_000;
    private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs);
    private final List<Answer> answers = new ArrayList<>();
    private final Intake intake = new Intake(new IntakeSettings(500, true), clock);
    private final InflightBytes inflight = new InflightBytes(100);

    private boolean offer(List<Row> rows) {
        Reservation reservation = new Reservation(inflight);
        assertThat(reservation.tryGrow(7)).isTrue();
        PendingRequest request = new PendingRequest(reservation, nowMs, nowMs + 500, answers::add, ignored -> {});
        return intake.offer(request, new Delivery("rows", Optional.empty(), Map.of(), rows));
    }

    @Test
    void rowsComeInTheOrderOfTheirRequestsWithTheirTimeOfArrival() throws Exception {
        offer(Bodies.rows(2));
        nowMs += 7;
        offer(Bodies.rows(1));

        List<SourceRecord> batch = intake.poll(NO_WAIT);

        assertThat(batch).extracting(SourceRecord::timestamp).containsExactly(1_000_000L, 1_000_000L, 1_000_007L);
        assertThat(batch).extracting(record -> record.value().toString()).containsExactly("{x=1}", "{x=2}", "{x=1}");
    }

    @Test
    void aPollWithoutRequestsIsEmpty() throws Exception {
        assertThat(intake.poll(NO_WAIT)).isEmpty();
    }

    @Test
    void aRequestIsNeverSplitOverTwoPolls() throws Exception {
        for (int rows : new int[] {4_999, 6_000, 1}) {
            offer(Bodies.rows(rows));
        }

        assertThat(intake.poll(NO_WAIT)).hasSize(10_999);
        assertThat(intake.poll(NO_WAIT)).hasSize(1);
    }

    @Test
    void bytesAreHeldUntilTheLastRowIsReported() throws Exception {
        offer(Bodies.rows(2));
        List<SourceRecord> batch = intake.poll(NO_WAIT);
        assertThat(inflight.reservedBytes()).isEqualTo(7);

        for (SourceRecord record : batch) {
            intake.report((io.pitwall.source.http.acknowledge.GatewayRecord) record, null);
        }
        intake.poll(NO_WAIT);

        assertThat(answers).containsExactly(new Committed(2));
        assertThat(inflight.reservedBytes()).isZero();
    }

    @Test
    void anExpiredRequestIsNotPolledAnyMore() throws Exception {
        offer(Bodies.rows(1));
        nowMs += 500;

        intake.expire();

        assertThat(intake.poll(NO_WAIT)).isEmpty();
        assertThat(inflight.reservedBytes()).isZero();
    }

    @Test
    void anIntakeThatWasNeverPolledIsNotReady() {
        assertThat(intake.isReady()).isFalse();
    }

    @Test
    void anIntakePolledFiveSecondsAgoIsReady() throws Exception {
        intake.poll(NO_WAIT);
        nowMs += 5_000;

        assertThat(intake.isReady()).isTrue();
    }

    @Test
    void anIntakePolledOneMillisecondMoreThanFiveSecondsAgoIsNotReady() throws Exception {
        intake.poll(NO_WAIT);
        nowMs += 5_001;

        assertThat(intake.isReady()).isFalse();
    }

    @Test
    void aStoppedIntakeAnswersTakesNothingAndHoldsNothing() throws Exception {
        intake.poll(NO_WAIT);
        offer(Bodies.rows(1));

        intake.stop();

        assertThat(answers).hasSize(1);
        assertThat(intake.isReady()).isFalse();
        assertThat(inflight.reservedBytes()).isZero();
        assertThat(offer(Bodies.rows(1))).isFalse();
    }

    @Test
    void aWaitingPollEndsWithTheStop() throws Exception {
        CompletableFuture<Boolean> polled = CompletableFuture.supplyAsync(this::pollForAMinute);

        intake.stop();

        assertThat(polled.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aWaitingPollEndsWithARequest() throws Exception {
        CompletableFuture<Boolean> polled = CompletableFuture.supplyAsync(this::pollForAMinute);

        offer(Bodies.rows(1));

        assertThat(polled.get(10, TimeUnit.SECONDS)).isFalse();
    }

    private boolean pollForAMinute() {
        try {
            return intake.poll(60_000).isEmpty();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
