package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pitwall.browser.Chromium;
import io.pitwall.browser.Page;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** {@code GET /phone} in a real browser, whose motion sensors are emulated; the motion events are the browser's own. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(value = "io.pitwall.browser.Chromium#isInstalled", disabledReason = Chromium.ABSENT)
final class PhonePageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NAME_WITH_A_DOT = "phone.test";

    private Chromium chromium;

    @BeforeAll
    void startTheBrowser() {
        chromium = Chromium.start("--host-resolver-rules=MAP " + NAME_WITH_A_DOT + " 127.0.0.1");
    }

    @AfterAll
    void endTheBrowser() {
        chromium.close();
    }

    @Test
    void aShakenPhonePostsWhatItFeels() {
        try (FakeWorker worker = FakeWorker.start(phones());
                Page page = open(worker)) {
            long beforeNs = nowNs();
            page.type("#device", "bike \"7\" é");
            page.feel(12.5, -3, 0.5);
            page.click("#button");
            awaitRows(worker, 50);
            page.click("#button");

            assertThat(rows(worker)).allSatisfy(row -> {
                assertThat(row.name()).isEqualTo("accelerometer");
                assertThat(row.deviceId()).isEqualTo("bike \"7\" é");
                assertThat(row.sessionId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
                assertThat(row.timeNs()).isBetween(beforeNs, nowNs());
                assertThat(row.values()).isEqualTo(Map.of("x", 12.5, "y", -3L, "z", 0.5));
            });
            assertThat(page.text("#verdict")).contains("above 200", "bike \"7\" é");
            assertThat(page.complaints()).isEmpty();
        }
    }

    @Test
    void timesAreExactWhereADoubleIsNot() {
        try (FakeWorker worker = FakeWorker.start(phones());
                Page page = open(worker)) {
            shake(page);
            awaitRows(worker, 50);

            List<Long> times = times(rows(worker));
            assertThat(times).isSorted().doesNotHaveDuplicates();
            // Whole microseconds: near now, a double that is a whole number of them comes once in 32 µs.
            assertThat(times).allMatch(time -> time % 1_000 == 0);
            assertThat(times).anyMatch(time -> (long) (double) time != time);
        }
    }

    @Test
    void aPhoneReadsTwentyTimesASecondHoweverFastItsSensorIs() {
        try (FakeWorker worker = FakeWorker.start(phones());
                Page page = open(worker)) {
            shake(page);
            awaitRows(worker, 60);

            List<Long> times = times(rows(worker));
            long meanNs = (times.get(times.size() - 1) - times.get(0)) / (times.size() - 1);
            // A busy machine may feel less often, never more often.
            assertThat(meanNs).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(48));
        }
    }

    @Test
    void eachStartIsASessionWhoseMessagesCountFromOne() {
        try (FakeWorker worker = FakeWorker.start(phones());
                Page page = open(worker)) {
            shake(page);
            awaitRows(worker, 20);
            page.click("#button");
            awaitNothingWaiting(page);
            int first = worker.polled().size();
            page.click("#button");
            awaitRows(worker, first + 20);

            List<Reading> rows = rows(worker);
            assertThat(messageIds(rows.subList(0, first))).startsWith(1L).isSorted();
            assertThat(messageIds(rows.subList(first, rows.size())))
                    .startsWith(1L)
                    .isSorted();
            assertThat(rows.get(0).sessionId()).isNotEqualTo(rows.get(first).sessionId());
            assertThat(rows)
                    .extracting(row -> row.deviceId())
                    .containsOnly(rows.get(0).deviceId());
        }
    }

    @Test
    void theNameOfThePhoneIsKept() {
        try (FakeWorker worker = FakeWorker.start(phones());
                Page page = open(worker)) {
            page.type("#device", "bike-7");
            page.click("#button");
            await().atMost(PATIENCE).until(() -> page.text("#button").equals("Stop"));

            page.load(address(worker));

            assertThat(page.evaluate("document.querySelector('#device').value").asText())
                    .isEqualTo("bike-7");
        }
    }

    @Test
    void messagesThatAreTurnedAwayAreSentAgainEachOnceAndInOrder() throws Exception {
        try (FakeWorker worker = FakeWorker.start(phones("max.body.bytes", "20000", "max.inflight.bytes", "20000"));
                Page page = open(worker)) {
            worker.hold();
            CompletableFuture<HttpResponse<String>> other = fillTheRoom(worker);
            shake(page);
            await().atMost(PATIENCE).until(() -> page.text("#answer").equals("429 to message 1"));

            worker.letGo();

            await().atMost(PATIENCE).until(() -> lastMessageId(worker) >= 5);
            assertThat(distinct(messageIds(rows(worker))))
                    .isEqualTo(LongStream.rangeClosed(1, lastMessageId(worker))
                            .boxed()
                            .toList());
            assertThat(times(rows(worker))).doesNotHaveDuplicates();
            assertThat(other.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aMessageThatIsNotAcknowledgedInTimeIsSentAgainUnchanged() {
        try (FakeWorker worker = FakeWorker.start(phones("ack.timeout.ms", "300"));
                Page page = open(worker)) {
            worker.hold();
            shake(page);
            await().atMost(PATIENCE).until(() -> page.text("#answer").equals("503 to message 1"));
            List<Reading> sent = rows(worker);

            worker.letGo();

            await().atMost(PATIENCE).until(() -> lastMessageId(worker) >= 2);
            assertThat(messageIds(sent)).containsOnly(1L);
            assertThat(rows(worker).subList(sent.size(), 2 * sent.size())).isEqualTo(sent);
        }
    }

    @Test
    void aMessageThatGetsNoAnswerIsSentAgain() {
        try (FakeWorker worker = FakeWorker.start(phones());
                Page page = open(worker)) {
            page.setOffline(true);
            shake(page);
            await().atMost(PATIENCE).until(() -> page.text("#answer").startsWith("none to message 1"));
            assertThat(worker.polled()).isEmpty();

            page.setOffline(false);

            await().atMost(PATIENCE).until(() -> lastMessageId(worker) >= 3);
            assertThat(distinct(messageIds(rows(worker)))).startsWith(1L, 2L, 3L);
        }
    }

    @Test
    void withoutANetworkTheOldestMessagesAreGivenUpAndTheOneUnderWayIsNot() {
        try (FakeWorker worker = FakeWorker.start(phones());
                Page page = open(worker)) {
            page.setOffline(true);
            page.click("#button");
            await().atMost(PATIENCE).until(() -> page.text("#button").equals("Stop"));
            page.evaluate("for (let i = 1; i <= 160; i++) {"
                    + " session.readings.push({ timeNs: BigInt(i), x: 0, y: 0, z: 0 }); session.cut(); }");
            await().atMost(PATIENCE).until(() -> page.text("#lost").equals("10"));
            assertThat(page.text("#waiting")).isEqualTo("150");

            page.setOffline(false);

            awaitRows(worker, 150);
            List<Long> left = Stream.concat(
                            Stream.of(1L), LongStream.rangeClosed(12, 160).boxed())
                    .toList();
            assertThat(messageIds(rows(worker))).isEqualTo(left);
            assertThat(times(rows(worker))).isEqualTo(left);
        }
    }

    @Test
    void aRefusalEndsTheSessionAndSaysWhy() {
        try (FakeWorker worker = FakeWorker.start(phones("records.pointer", "/readings"));
                Page page = open(worker)) {
            shake(page);
            await().atMost(PATIENCE).until(() -> page.isVisible("#notice"));

            assertThat(page.text("#notice")).contains("(400)", "nothing was written", "/readings");
            assertThat(page.text("#button")).isEqualTo("Start");
            assertThat(worker.polled()).isEmpty();
        }
    }

    @Test
    void aPageThatIsNotSecureSaysWhatToDo() {
        try (FakeWorker worker = FakeWorker.start(phones());
                Page page = chromium.open(URI.create("http://" + NAME_WITH_A_DOT + ":" + worker.port() + "/phone"))) {
            assertThat(page.text("#notice"))
                    .contains("https", "adb reverse tcp:" + worker.port(), "localhost:" + worker.port() + "/phone");
            assertThat(page.evaluate("document.querySelector('#button').disabled")
                            .asBoolean())
                    .isTrue();
            assertThat(page.complaints()).isEmpty();
        }
    }

    @Test
    void aDeviceWithoutASensorIsTold() {
        try (FakeWorker worker = FakeWorker.start(phones());
                Page page = open(worker)) {
            page.click("#button");

            await().atMost(PATIENCE).until(() -> page.isVisible("#notice"));
            assertThat(page.text("#notice")).contains("No motion readings come");

            page.evaluate(
                    "dispatchEvent(new DeviceMotionEvent('devicemotion', { acceleration: { x: 1, y: 1, z: 1 } }))");

            await().atMost(PATIENCE).until(() -> !page.isVisible("#notice"));
            awaitRows(worker, 1);
        }
    }

    @Test
    void whereMotionMustBeAskedForANoIsTakenAndAYesStarts() {
        try (FakeWorker worker = FakeWorker.start(phones());
                Page page = open(worker)) {
            page.evaluate("DeviceMotionEvent.requestPermission = async () => 'denied'");
            shake(page);
            await().atMost(PATIENCE).until(() -> page.isVisible("#notice"));
            assertThat(page.text("#notice")).contains("Allow it");
            assertThat(page.text("#button")).isEqualTo("Start");

            page.evaluate("DeviceMotionEvent.requestPermission = async () => 'granted'");
            page.click("#button");

            awaitRows(worker, 1);
            assertThat(page.isVisible("#notice")).isFalse();
        }
    }

    @Test
    void gravityIsTakenOffWhereThePhoneDoesNot() {
        try (FakeWorker worker = FakeWorker.start(phones());
                Page page = open(worker)) {
            page.click("#button");
            page.evaluate("setInterval(() => dispatchEvent(new DeviceMotionEvent('devicemotion',"
                    + " { accelerationIncludingGravity: { x: 0, y: 0, z: 9.81 } })), 20); 0");
            awaitRows(worker, 5);

            assertThat(rows(worker))
                    .allSatisfy(row -> assertThat(row.values()).isEqualTo(Map.of("x", 0L, "y", 0L, "z", 0L)));
        }
    }

    @Test
    void aPasswordIsAskedForAndAWrongOneIsSaid() {
        try (FakeWorker worker = FakeWorker.start(
                        phones("auth.type", "basic", "auth.basic.username", "rider", "auth.basic.password", "größer"));
                Page page = open(worker)) {
            assertThat(page.isVisible("#bearer")).isFalse();
            page.type("#user", "rider");
            page.type("#password", "kleiner");
            shake(page);
            await().atMost(PATIENCE).until(() -> page.isVisible("#notice"));
            assertThat(page.text("#notice")).contains("does not know these credentials", "(401)");
            assertThat(page.text("#button")).isEqualTo("Start");
            assertThat(worker.polled()).isEmpty();

            page.type("#password", "größer");
            page.click("#button");

            awaitRows(worker, 5);
            assertThat(page.isVisible("#notice")).isFalse();
        }
    }

    @Test
    void aTokenIsAskedForAndSent() {
        try (FakeWorker worker =
                        FakeWorker.start(phones("auth.type", "bearer", "auth.bearer.token", "a-token-of-the-riders"));
                Page page = open(worker)) {
            assertThat(page.isVisible("#basic")).isFalse();
            page.click("#button");
            assertThat(page.text("#button")).isEqualTo("Start");

            page.type("#token", "a-token-of-the-riders");
            shake(page);

            awaitRows(worker, 5);
        }
    }

    @Test
    void whereRequestsMustBeSignedThePageSaysThatItCannot() {
        try (FakeWorker worker = FakeWorker.start(
                        phones("auth.type", "hmac", "auth.hmac.secret", "a-secret-of-32-characters-or-more"));
                Page page = open(worker)) {
            assertThat(page.text("#notice")).contains("auth.type=hmac", "cannot sign");
            assertThat(page.evaluate("document.querySelector('#button').disabled")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void nothingRunsButThePagesOwnScriptAndNothingElseIsFetched() {
        try (FakeWorker worker = FakeWorker.start(phones());
                Page page = open(worker)) {
            assertThat(page.evaluate("performance.getEntriesByType('resource').length")
                            .asInt())
                    .isZero();

            page.evaluate("{ const script = document.createElement('script'); script.textContent = 'hasRun = true';"
                    + " document.body.append(script); }");

            assertThat(page.evaluate("typeof hasRun").asText()).isEqualTo("undefined");
            await().atMost(PATIENCE).until(() -> !page.complaints().isEmpty());
            assertThat(page.complaints()).singleElement().asString().contains("Content Security Policy");
        }
    }

    @Test
    void everyFieldHasALabel() {
        try (FakeWorker worker = FakeWorker.start(phones());
                Page page = open(worker)) {
            assertThat(page.evaluate("[...document.querySelectorAll('input')].every(input => input.labels.length > 0)")
                            .asBoolean())
                    .isTrue();
        }
    }

    private record Reading(
            long messageId, String sessionId, String deviceId, String name, long timeNs, Map<?, ?> values) {

        static Reading of(Map<?, ?> row) {
            return new Reading(
                    field(row, "messageId", Long.class),
                    field(row, "sessionId", String.class),
                    field(row, "deviceId", String.class),
                    field(row, "name", String.class),
                    field(row, "time", Long.class),
                    field(row, "values", Map.class));
        }

        private static <T> T field(Map<?, ?> row, String name, Class<T> type) {
            return type.cast(Objects.requireNonNull(row.get(name), name));
        }
    }

    private static Map<String, String> phones(String... keysAndValues) {
        Map<String, String> config = config(
                "demo.page", "true",
                "records.pointer", "/payload",
                "envelope.fields", "deviceId,sessionId,messageId",
                "key.field", "deviceId");
        config.putAll(config(keysAndValues));
        config.put("key.field", "deviceId");
        return config;
    }

    private Page open(FakeWorker worker) {
        return chromium.open(address(worker));
    }

    private static URI address(FakeWorker worker) {
        return URI.create("http://127.0.0.1:" + worker.port() + "/phone");
    }

    private static void shake(Page page) {
        page.feel(12, -8, 4);
        page.click("#button");
    }

    /** One request that stays in flight while the worker holds, and leaves no room for another. */
    private static CompletableFuture<HttpResponse<String>> fillTheRoom(FakeWorker worker) {
        CompletableFuture<HttpResponse<String>> response =
                new Client(worker.port()).postAsync("{\"payload\":[{\"filler\":\"" + "x".repeat(19_600) + "\"}]}");
        awaitRows(worker, 1);
        assertThat(worker.inflightBytes()).isBetween(19_850L, 20_000L);
        return response;
    }

    private static void awaitRows(FakeWorker worker, int count) {
        await().atMost(PATIENCE).until(() -> worker.polled().size() >= count);
    }

    private static void awaitNothingWaiting(Page page) {
        await().atMost(PATIENCE).until(() -> page.text("#waiting").equals("0"));
    }

    /** What came from the phone, which says the time. */
    private static List<Reading> rows(FakeWorker worker) {
        List<Reading> rows = new ArrayList<>();
        for (SourceRecord row : worker.polled()) {
            Map<?, ?> value = (Map<?, ?>) row.value();
            if (value.containsKey("time")) {
                rows.add(Reading.of(value));
            }
        }
        return rows;
    }

    private static long lastMessageId(FakeWorker worker) {
        return messageIds(rows(worker)).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    private static List<Long> messageIds(List<Reading> rows) {
        return rows.stream().map(Reading::messageId).toList();
    }

    private static List<Long> times(List<Reading> rows) {
        return rows.stream().map(Reading::timeNs).toList();
    }

    private static List<Long> distinct(List<Long> ids) {
        return ids.stream().distinct().toList();
    }

    private static long nowNs() {
        return TimeUnit.MILLISECONDS.toNanos(Instant.now().toEpochMilli());
    }
}
