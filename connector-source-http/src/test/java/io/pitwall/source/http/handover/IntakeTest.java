package io.pitwall.source.http.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.acknowledge.Answer;
import io.pitwall.source.http.acknowledge.Answer.Committed;
import io.pitwall.source.http.acknowledge.PendingRequest;
import io.pitwall.source.http.decode.Bodies;
import io.pitwall.source.http.decode.BodyDecoder;
import io.pitwall.source.http.decode.BodyFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

final class IntakeTest {

    private static final long NO_WAIT = 0;

    private long nowMs = 1_000_000;
    private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs);
    private final List<Answer> answers = new ArrayList<>();
    private final Intake intake =
            new Intake(new IntakeSettings("rows", new BodyDecoder(Bodies.plain()), 100, 4_096, 500, true), clock);

    private PendingRequest admitted(long bytes) {
        return intake.admit(bytes, answers::add).orElseThrow();
    }

    private void receive(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        intake.receive(admitted(bytes.length), bytes, bytes.length, BodyFormat.JSON);
    }

    @Test
    void rowsComeInTheOrderOfTheirRequestsWithTheirTimeOfArrival() throws Exception {
        receive("[{\"x\":1},{\"x\":2}]");
        nowMs += 7;
        receive("{\"x\":3}");

        List<SourceRecord> batch = intake.poll(NO_WAIT);

        assertThat(batch).extracting(SourceRecord::timestamp).containsExactly(1_000_000L, 1_000_000L, 1_000_007L);
        assertThat(batch).extracting(record -> record.value().toString()).containsExactly("{x=1}", "{x=2}", "{x=3}");
    }

    @Test
    void aPollWithoutRequestsIsEmpty() throws Exception {
        assertThat(intake.poll(NO_WAIT)).isEmpty();
    }

    @Test
    void aRequestIsNeverSplitOverTwoPolls() throws Exception {
        Intake large = new Intake(
                new IntakeSettings("rows", new BodyDecoder(Bodies.plain()), 1 << 20, 4 << 20, 500, true), clock);
        for (int rows : new int[] {4_999, 6_000, 1}) {
            byte[] body = ("[" + "{},".repeat(rows - 1) + "{}]").getBytes(StandardCharsets.UTF_8);
            large.receive(large.admit(body.length, answers::add).orElseThrow(), body, body.length, BodyFormat.JSON);
        }

        assertThat(large.poll(NO_WAIT)).hasSize(10_999);
        assertThat(large.poll(NO_WAIT)).hasSize(1);
    }

    @Test
    void bytesAreHeldUntilTheLastRowIsReported() throws Exception {
        receive("[{},{}]");
        List<SourceRecord> batch = intake.poll(NO_WAIT);
        assertThat(intake.inflightBytes()).isEqualTo(7 + 2 * 256);

        for (SourceRecord record : batch) {
            intake.report((io.pitwall.source.http.acknowledge.GatewayRecord) record, null);
        }
        intake.poll(NO_WAIT);

        assertThat(answers).containsExactly(new Committed(2));
        assertThat(intake.inflightBytes()).isZero();
    }

    @Test
    void anUndecodableBodyGivesItsBytesBack() {
        receive("[{},");

        assertThat(answers).singleElement().isInstanceOf(Answer.Problem.class);
        assertThat(intake.inflightBytes()).isZero();
    }

    @Test
    void anExpiredRequestIsNotPolledAnyMore() throws Exception {
        receive("{}");
        nowMs += 500;

        intake.expire();

        assertThat(intake.poll(NO_WAIT)).isEmpty();
        assertThat(intake.inflightBytes()).isZero();
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
    void aStoppedIntakeAnswersAdmitsNothingAndHoldsNothing() throws Exception {
        intake.poll(NO_WAIT);
        receive("{}");

        intake.stop();

        assertThat(answers).hasSize(1);
        assertThat(intake.isReady()).isFalse();
        assertThat(intake.inflightBytes()).isZero();
        assertThat(intake.admit(1, answers::add)).isEmpty();
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

        receive("{}");

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
