package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a gateway counts of requests over a real socket, as JMX shows it. */
@Timeout(60)
final class MeasuredGatewayTest {

    private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();

    private static ObjectName name() throws JMException {
        return new ObjectName("io.pitwall:type=http-gateway,connector=gateway");
    }

    private static long number(String attribute) throws JMException {
        return (Long) JMX.getAttribute(name(), attribute);
    }

    /** The numbers of a table that are not 0. */
    private static Map<String, Long> table(String attribute) throws JMException {
        Map<String, Long> numbers = new TreeMap<>();
        for (Object row : ((TabularData) JMX.getAttribute(name(), attribute)).values()) {
            CompositeData entry = (CompositeData) row;
            long number = (Long) entry.get("value");
            if (number != 0) {
                numbers.put((String) entry.get("key"), number);
            }
        }
        return numbers;
    }

    /** One request that a gateway with the config refuses; returns the status. */
    private interface Refused {
        int by(FakeWorker worker) throws Exception;
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("malformed", config(), worker -> client(worker)
                        .post("oops")
                        .statusCode()),
                refusal("method-not-allowed", config(), worker -> client(worker)
                        .get("/telemetry")
                        .statusCode()),
                refusal("too-slow", config("request.body.timeout.ms", "200"), MeasuredGatewayTest::postHalfABody),
                refusal("too-large", config("max.body.bytes", "5"), worker -> client(worker)
                        .post("[1,2,3]")
                        .statusCode()),
                refusal("unsupported", config(), worker -> client(worker)
                        .send(client(worker)
                                .json(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))
                                .setHeader("Content-Type", "text/csv"))
                        .statusCode()),
                refusal(
                        "unauthorized",
                        config("auth.type", "bearer", "auth.bearer.token", "0123456789abcdef"),
                        worker -> client(worker).post("{}").statusCode()),
                refusal("unavailable", config("ack.timeout.ms", "200"), worker -> {
                    worker.hold();
                    return client(worker).post("{}").statusCode();
                }));
    }

    private static Arguments refusal(String reason, Map<String, String> config, Refused refused) {
        return Arguments.of(reason, config, refused);
    }

    private static Client client(FakeWorker worker) {
        return new Client(worker.port());
    }

    private static int postHalfABody(FakeWorker worker) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), worker.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /telemetry HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 20\r\n\r\n[")
                            .getBytes(StandardCharsets.UTF_8));
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            return Integer.parseInt(status.substring("HTTP/1.1 ".length()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aRefusalIsCountedOnceByItsStatusAndItsReason(String reason, Map<String, String> config, Refused refused)
            throws Exception {
        try (FakeWorker worker = FakeWorker.start(config)) {
            int status = refused.by(worker);

            assertThat(status).isGreaterThanOrEqualTo(400);
            assertThat(table("AnsweredByStatus")).isEqualTo(Map.of("" + status, 1L));
            assertThat(table("RejectedByReason")).isEqualTo(Map.of(reason, 1L));
            assertThat(number("AnsweredRequests")).isEqualTo(1);
            assertThat(number("RejectedRequests")).isEqualTo(1);
            assertThat(number("AcknowledgedRequests")).isZero();
        }
    }

    @Test
    void whatIsInFlightIsShownAndThenWhatWasAcknowledged() throws Exception {
        String body = "[{\"id\":1},{\"id\":2}]";
        try (FakeWorker worker = FakeWorker.start(config())) {
            worker.hold();
            CompletableFuture<HttpResponse<String>> response = client(worker).postAsync(body);
            await().until(() -> worker.polled().size() == 2);
            assertThat(number("InflightRequests")).isEqualTo(1);
            assertThat(number("InflightBytes"))
                    .isEqualTo(worker.inflightBytes())
                    .isPositive();
            assertThat(number("AcknowledgedRows")).isZero();

            worker.letGo();

            assertThat(response.get().statusCode()).isEqualTo(200);
            // The client may have its answer before the request is through.
            await().untilAsserted(() -> assertThat(number("InflightRequests")).isZero());
            assertThat(number("InflightBytes")).isZero();
            assertThat(table("AnsweredByStatus")).isEqualTo(Map.of("200", 1L));
            assertThat(table("RejectedByReason")).isEmpty();
            await().untilAsserted(
                            () -> assertThat(number("AcknowledgedRequests")).isEqualTo(1));
            assertThat(number("AcknowledgedRows")).isEqualTo(2);
            assertThat(number("AcknowledgedBytes")).isEqualTo(body.length());
            assertThat(number("DuplicateRequests")).isZero();
        }
    }

    @Test
    void aFullGatewaysRefusalsAreCountedAsOverloaded() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("max.body.bytes", "20", "max.inflight.bytes", "276"))) {
            worker.hold();
            CompletableFuture<HttpResponse<String>> first = client(worker).postAsync("{\"id\":\"ten bytes\"}");
            await().until(() -> worker.polled().size() == 1);

            assertThat(client(worker).post("{\"id\":\"ten bytes\"}").statusCode())
                    .isEqualTo(429);

            assertThat(table("RejectedByReason")).isEqualTo(Map.of("overloaded", 1L));
            worker.letGo();
            assertThat(first.get().statusCode()).isEqualTo(200);
            assertThat(table("AnsweredByStatus")).isEqualTo(Map.of("200", 1L, "429", 1L));
        }
    }

    @Test
    void aClientThatIsTooFastIsNotCountedAsOverloaded() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("client.max.requests.per.second", "1"))) {
            await().until(() -> client(worker).post("oops").statusCode() == 429);

            assertThat(table("RejectedByReason"))
                    .containsOnlyKeys("malformed", "rate-limited")
                    .containsEntry("rate-limited", 1L);
        }
    }

    @Test
    void theTimeToAcknowledgementIsThatFromTheCompleteBodyToTheAnswer() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            worker.hold();
            long beforeNanos = System.nanoTime();
            CompletableFuture<HttpResponse<String>> response = client(worker).postAsync("{}");
            await().until(() -> worker.polled().size() == 1);
            long heldNanos = System.nanoTime();
            await().until(() -> System.nanoTime() - heldNanos > 30_000_000);

            worker.letGo();

            assertThat(response.get().statusCode()).isEqualTo(200);
            await().until(() -> number("AcknowledgedRequests") == 1);
            long untilNowMs = (System.nanoTime() - beforeNanos) / 1_000_000;
            assertThat(number("AcknowledgementTotalMs")).isBetween(30L, untilNowMs);
            assertThat(table("AcknowledgedWithinMs"))
                    .doesNotContainKeys("1", "20")
                    .containsEntry("+Inf", 1L);
        }
    }

    @Test
    void aRequestOfSeveralTasksConnectorIsCountedOnce() throws Exception {
        try (FakeWorker first = FakeWorker.start(config());
                FakeWorker second = FakeWorker.start(config())) {
            for (int i = 0; i < 10; i++) {
                assertThat(client(first).post("{}").statusCode()).isEqualTo(200);
            }

            assertThat(second.polled()).hasSize(5);
            assertThat(number("Tasks")).isEqualTo(2);
            await().untilAsserted(
                            () -> assertThat(number("AcknowledgedRequests")).isEqualTo(10));
            assertThat(number("AnsweredRequests")).isEqualTo(10);
        }
    }

    @Test
    void aRestartedTaskGoesOnCountingWhereAnotherRunsMeanwhile() throws Exception {
        try (FakeWorker stays = FakeWorker.start(config())) {
            FakeWorker.start(config()).close();
            assertThat(client(stays).post("{}").statusCode()).isEqualTo(200);

            try (FakeWorker restarted = FakeWorker.start(config())) {
                assertThat(client(restarted).post("{}").statusCode()).isEqualTo(200);

                assertThat(number("AnsweredRequests")).isEqualTo(2);
            }
        }
    }

    @Test
    void aConnectorWhoseLastTaskHasGoneIsNotShown() throws Exception {
        FakeWorker.start(config()).close();

        assertThat(JMX.isRegistered(name())).isFalse();
    }

    @Test
    void aChangedConfigurationIsShownInsteadOfTheOneItSupersedes() throws Exception {
        String port = "" + SharedListenerTest.freePort();
        FakeWorker before = FakeWorker.start(config("http.port", port));
        assertThat(client(before).post("{}").statusCode()).isEqualTo(200);
        try (FakeWorker after = FakeWorker.start(config("http.port", port, "max.body.bytes", "5"))) {
            assertThat(number("AnsweredRequests")).isZero();

            before.close();

            assertThat(client(after).post("[1,2,3]").statusCode()).isEqualTo(413);
            assertThat(table("AnsweredByStatus")).isEqualTo(Map.of("413", 1L));
        }
        assertThat(JMX.isRegistered(name())).isFalse();
    }

    @Test
    void aRequestWhoseClientHasGoneIsNotCountedAsAnswered() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), worker.port())) {
                socket.getOutputStream()
                        .write(("POST /telemetry HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 20\r\n\r\n[")
                                .getBytes(StandardCharsets.UTF_8));
                await().until(() -> number("InflightRequests") == 1);
            }

            await().until(() -> number("InflightRequests") == 0);
            assertThat(number("AnsweredRequests")).isZero();
        }
    }
}
