package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pitwall.source.http.FakeWorker.Guarantee;
import io.pitwall.source.http.decode.MessageId;
import io.pitwall.source.http.deduplicate.MessageKey;
import io.pitwall.source.http.deduplicate.StoredOffsets;
import io.pitwall.source.http.deduplicate.TaskShare;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are sent again, to the real task. */
@Timeout(60)
final class DeduplicationTest {

    private final StoredOffsets offsets = new StoredOffsets();

    private static Map<String, String> byFields() {
        return config("dedup.scope.field", "session", "dedup.id.field", "id");
    }

    private static Map<String, String> byHeader() {
        return config("dedup.id.header", "Idempotency-Key");
    }

    private static String message(String session, int id, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> "{\"session\":\"" + session + "\",\"id\":" + id + ",\"row\":" + row + "}\n")
                .reduce("", String::concat);
    }

    private static HttpResponse<String> post(FakeWorker worker, String lines) throws Exception {
        return new Client(worker.port())
                .send(new Client(worker.port())
                        .request("/telemetry")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(lines)));
    }

    private static HttpResponse<String> postNamed(FakeWorker worker, String... names) throws Exception {
        var request = new Client(worker.port()).json(BodyPublishers.ofString("{}"));
        for (String name : names) {
            request.header("Idempotency-Key", name);
        }
        return new Client(worker.port()).send(request);
    }

    private FakeWorker start(Map<String, String> config, Guarantee guarantee) {
        return FakeWorker.start(config, guarantee, row -> true, offsets);
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void aMessageThatIsSentAgainIsAnswered200AndNotWrittenAgain(Guarantee guarantee) throws Exception {
        try (FakeWorker worker = start(byFields(), guarantee)) {
            post(worker, message("s", 1, 2));

            HttpResponse<String> again = post(worker, message("s", 1, 2));

            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEqualTo("{\"accepted\": 2}");
            assertThat(worker.polled()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void aMessageThatIsSentAgainAfterARestartIsNotWrittenAgain(Guarantee guarantee) throws Exception {
        try (FakeWorker worker = start(byFields(), guarantee)) {
            assertThat(post(worker, message("s", 1, 3)).statusCode()).isEqualTo(200);
        }
        try (FakeWorker worker = start(byFields(), guarantee)) {
            assertThat(post(worker, message("s", 1, 3)).statusCode()).isEqualTo(200);
            assertThat(post(worker, message("s", 2, 1)).statusCode()).isEqualTo(200);

            assertThat(worker.polled()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whicheverRowsATransformDropsTheMessageIsNotWrittenAgainExactlyOnce(int passing) throws Exception {
        Predicate<SourceRecord> filter = row ->
                row.value() instanceof Map<?, ?> fields && Long.valueOf(passing).equals(fields.get("row"));
        try (FakeWorker worker = FakeWorker.start(byFields(), Guarantee.EXACTLY_ONCE, filter, offsets)) {
            assertThat(post(worker, message("s", 1, 3)).statusCode()).isEqualTo(200);
        }
        try (FakeWorker worker = FakeWorker.start(byFields(), Guarantee.EXACTLY_ONCE, filter, offsets)) {
            assertThat(post(worker, message("s", 1, 3)).statusCode()).isEqualTo(200);

            assertThat(worker.polled()).isEmpty();
        }
    }

    @Test
    void aMessageOfWhichARowIsNotAcknowledgedIsNewAfterARestart() throws Exception {
        CompletableFuture<HttpResponse<String>> lost;
        try (FakeWorker worker = start(byFields(), Guarantee.AT_LEAST_ONCE)) {
            worker.hold();
            lost = new Client(worker.port()).postAsync("{\"session\":\"s\",\"id\":1}");
            await().until(() -> worker.polled().size() == 1);
        }
        assertThat(lost.get().statusCode()).isEqualTo(503);
        try (FakeWorker worker = start(byFields(), Guarantee.AT_LEAST_ONCE)) {
            assertThat(post(worker, message("s", 1, 1)).statusCode()).isEqualTo(200);

            assertThat(worker.polled()).hasSize(1);
        }
    }

    @Test
    void aMessageThatIsStillInFlightIsAnswered409UntilItIsCommitted() throws Exception {
        try (FakeWorker worker = start(byFields(), Guarantee.AT_LEAST_ONCE)) {
            worker.hold();
            var first = new Client(worker.port()).postAsync("{\"session\":\"s\",\"id\":1}");
            await().until(() -> worker.polled().size() == 1);

            HttpResponse<String> again = post(worker, message("s", 1, 1));

            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(again.headers().firstValue("Retry-After")).contains("1");
            worker.letGo();
            assertThat(first.get().statusCode()).isEqualTo(200);
            assertThat(post(worker, message("s", 1, 1)).statusCode()).isEqualTo(200);
            assertThat(worker.polled()).hasSize(1);
            assertThat(worker.inflightBytes()).isZero();
        }
    }

    @Test
    void aMessageFarBehindItsSessionIsAnswered409ForGood() throws Exception {
        try (FakeWorker worker = start(byFields(), Guarantee.EXACTLY_ONCE)) {
            post(worker, message("s", 100, 1));

            HttpResponse<String> late = post(worker, message("s", 36, 1));

            assertThat(late.statusCode()).isEqualTo(409);
            assertThat(late.headers().firstValue("Retry-After")).isEmpty();
            assertThat(post(worker, message("s", 37, 1)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void ofARequestWithSeveralMessagesOnlyTheNewOnesAreWritten() throws Exception {
        try (FakeWorker worker = start(byFields(), Guarantee.EXACTLY_ONCE)) {
            post(worker, message("s", 1, 1));

            HttpResponse<String> both = post(worker, message("s", 1, 1) + message("s", 2, 2) + message("t", 1, 1));

            assertThat(both.body()).isEqualTo("{\"accepted\": 4}");
            assertThat(worker.polled()).hasSize(1 + 3);
        }
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void aRequestIsNamedByItsHeaderAcrossRestarts(Guarantee guarantee) throws Exception {
        try (FakeWorker worker = start(byHeader(), guarantee)) {
            assertThat(postNamed(worker, "17").statusCode()).isEqualTo(200);
            assertThat(postNamed(worker, "17").statusCode()).isEqualTo(200);
            assertThat(worker.polled()).hasSize(1);
        }
        try (FakeWorker worker = start(byHeader(), guarantee)) {
            assertThat(postNamed(worker, "17").statusCode()).isEqualTo(200);
            assertThat(postNamed(worker, "16").statusCode()).isEqualTo(200);
            assertThat(worker.polled()).hasSize(1);
        }
    }

    @Test
    void aRequestWithoutTheHeaderIsAlwaysWritten() throws Exception {
        try (FakeWorker worker = start(byHeader(), Guarantee.EXACTLY_ONCE)) {
            postNamed(worker);
            postNamed(worker);

            assertThat(worker.polled()).hasSize(2).allSatisfy(row -> {
                assertThat(row.sourcePartition()).isNull();
                assertThat(row.sourceOffset()).isNull();
            });
        }
    }

    @Test
    void aHeaderThatNamesNothingOrTooMuchIsAnswered400() throws Exception {
        try (FakeWorker worker = start(byHeader(), Guarantee.EXACTLY_ONCE)) {
            assertThat(postNamed(worker, "x".repeat(255)).statusCode()).isEqualTo(200);
            assertThat(postNamed(worker, "x".repeat(256)).statusCode()).isEqualTo(400);
            assertThat(postNamed(worker, "a", "b").statusCode()).isEqualTo(400);
            assertThat(postNamed(worker, "").statusCode()).isEqualTo(400);
            assertThat(worker.polled()).hasSize(1);
        }
    }

    @Test
    void aRowThatDoesNotSayWhichMessageItIsPartOfIsAnswered400() throws Exception {
        try (FakeWorker worker = start(byFields(), Guarantee.EXACTLY_ONCE)) {
            assertThat(post(worker, "{\"session\":\"s\"}\n").statusCode()).isEqualTo(400);
            assertThat(worker.polled()).isEmpty();
        }
    }

    @Test
    void withoutDeduplicationNothingIsKeptInOffsets() throws Exception {
        try (FakeWorker worker = start(config(), Guarantee.EXACTLY_ONCE)) {
            post(worker, message("s", 1, 1));
            post(worker, message("s", 1, 1));

            assertThat(worker.polled()).hasSize(2);
            assertThat(offsets.size()).isZero();
        }
    }

    @Test
    void aTaskWhoseOffsetsAreDamagedDoesNotStart() {
        offsets.store(Map.of("dedup", "3"), Map.of("v", 1L, "messages", "AAAA"));

        assertThatThrownBy(() -> start(byFields(), Guarantee.EXACTLY_ONCE))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("DELETE its offsets");
    }

    /** The first session, by number, whose messages that task of two owns. */
    private static String sessionOf(int owner) {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(Integer::toString)
                .filter(session -> new TaskShare(owner, 2)
                        .ownsAll(List.of(MessageKey.of("/telemetry", new MessageId(session, "1")))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyCopyOfAMessageGoesToTheTaskThatOwnsIt() throws Exception {
        try (FakeWorker first = start(new TaskShare(0, 2).in(byFields()), Guarantee.EXACTLY_ONCE);
                FakeWorker second = start(new TaskShare(1, 2).in(byFields()), Guarantee.EXACTLY_ONCE)) {
            for (int id = 0; id < 4; id++) {
                assertThat(post(first, message(sessionOf(1), id, 1)).statusCode())
                        .isEqualTo(200);
                assertThat(post(first, message(sessionOf(1), id, 1)).statusCode())
                        .isEqualTo(200);
            }

            assertThat(first.polled()).isEmpty();
            assertThat(second.polled()).hasSize(4);
        }
    }

    @Test
    void aMessageWhoseTaskRunsElsewhereIsAnswered503() throws Exception {
        try (FakeWorker first = start(new TaskShare(0, 2).in(byFields()), Guarantee.EXACTLY_ONCE)) {
            HttpResponse<String> response = post(first, message(sessionOf(1), 1, 1));

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(response.body()).contains("runs on another worker");
            assertThat(post(first, message(sessionOf(0), 1, 1)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void messagesOfSeveralTasksInOneRequestAreAnswered400() throws Exception {
        try (FakeWorker first = start(new TaskShare(0, 2).in(byFields()), Guarantee.EXACTLY_ONCE);
                FakeWorker second = start(new TaskShare(1, 2).in(byFields()), Guarantee.EXACTLY_ONCE)) {
            HttpResponse<String> response = post(first, message(sessionOf(0), 1, 1) + message(sessionOf(1), 1, 1));

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("tasks.max=1");
            assertThat(second.polled()).isEmpty();
        }
    }
}
