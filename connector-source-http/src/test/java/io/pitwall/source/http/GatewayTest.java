package io.pitwall.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each answer of the table in docs/http-gateway.md, over a real socket. */
@Timeout(60)
final class GatewayTest {

    static Map<String, String> config(String... keysAndValues) {
        Map<String, String> config =
                new HashMap<>(Map.of("name", "gateway", "topic", "rows", "http.port", "0", "key.field", "id"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return config;
    }

    @Test
    void aRequestIsAnswered200OnceItsRowsAreCommitted() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            long before = System.currentTimeMillis();
            HttpResponse<String> response =
                    new Client(worker.port()).post("[{\"id\":\"a\",\"x\":1},{\"id\":2,\"x\":0.5}]");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"accepted\": 2}");
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(worker.polled()).extracting(SourceRecord::key).containsExactly("a", "2");
            assertThat(worker.polled())
                    .extracting(SourceRecord::value)
                    .containsExactly(Map.of("id", "a", "x", 1L), Map.of("id", 2L, "x", 0.5));
            assertThat(worker.polled()).allSatisfy(row -> {
                assertThat(row.topic()).isEqualTo("rows");
                assertThat(row.valueSchema()).isNull();
                assertThat(row.timestamp()).isBetween(before, System.currentTimeMillis());
            });
        }
    }

    @Test
    void aRequestIsNotAnsweredWhileARowIsUncommitted() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            worker.hold();
            CompletableFuture<HttpResponse<String>> response = new Client(worker.port()).postAsync("[{},{}]");
            await().until(() -> worker.polled().size() == 2);
            assertThat(response).isNotDone();

            worker.letGo();

            assertThat(response.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anEmptyBodyIsAccepted() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            HttpResponse<String> response = new Client(worker.port())
                    .send(new Client(worker.port()).request("/telemetry").POST(BodyPublishers.noBody()));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"accepted\": 0}");
        }
    }

    @Test
    void aBodyThatIsNotJsonIs400AndWritesNothing() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            HttpResponse<String> response = new Client(worker.port()).post("[{\"x\":1},{\"secret\":oops}]");

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(response.body())
                    .contains("\"status\":400", "\"errors\":[{\"index\":1,\"pointer\":\"/1/secret\",\"detail\":")
                    .doesNotContain("oops");
            assertThat(worker.polled()).isEmpty();
        }
    }

    @Test
    void anUnknownPathIs404() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            HttpResponse<String> response = new Client(worker.port()).get("/nowhere");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void anotherMethodIs405AndNamesTheOneThatIsAllowed() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            HttpResponse<String> response = new Client(worker.port()).get("/telemetry");

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).contains("POST");
        }
    }

    @Test
    void aBodyOfExactlyTheLimitIsAccepted() throws Exception {
        String json = "{\"id\":\"12345\"}";
        try (FakeWorker worker = FakeWorker.start(config("max.body.bytes", "" + json.length()))) {
            assertThat(new Client(worker.port()).post(json).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBodyOneByteOverTheLimitIs413() throws Exception {
        String json = "{\"id\":\"12345\"}";
        try (FakeWorker worker = FakeWorker.start(config("max.body.bytes", "" + (json.length() - 1)))) {
            assertThat(new Client(worker.port()).post(json).statusCode()).isEqualTo(413);
            assertThat(worker.polled()).isEmpty();
        }
    }

    @Test
    void aBodyFarOverTheLimitIs413WithoutBeingRead() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("max.body.bytes", "1000"));
                Socket socket = connect(worker)) {
            socket.getOutputStream().write(head("Content-Length: 1000000000"));

            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(response).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aBodyOfUnknownLengthOverTheLimitIs413() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("max.body.bytes", "1000"))) {
            Client client = new Client(worker.port());
            byte[] body = new byte[1_000_000];
            HttpResponse<String> response =
                    client.send(client.json(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

            assertThat(response.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void aBodyOfUnknownLengthIsAccepted() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            Client client = new Client(worker.port());
            byte[] body = "[{},{},{}]".getBytes(StandardCharsets.UTF_8);
            HttpResponse<String> response =
                    client.send(client.json(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

            assertThat(response.body()).isEqualTo("{\"accepted\": 3}");
        }
    }

    @Test
    void anotherContentTypeIs415() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            Client client = new Client(worker.port());
            HttpResponse<String> response = client.send(client.request("/telemetry")
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("{}")));

            assertThat(response.statusCode()).isEqualTo(415);
            assertThat(worker.polled()).isEmpty();
        }
    }

    @Test
    void aCompressionThatTheGatewayDoesNotTakeIs415() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            Client client = new Client(worker.port());
            HttpResponse<String> response =
                    client.send(client.json(BodyPublishers.ofString("{}")).header("Content-Encoding", "br"));

            assertThat(response.statusCode()).isEqualTo(415);
        }
    }

    @Test
    void bytesInFlightAtTheLimitAre429AtOnce() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("max.body.bytes", "20", "max.inflight.bytes", "276"))) {
            worker.hold();
            Client client = new Client(worker.port());
            CompletableFuture<HttpResponse<String>> first = client.postAsync("{\"id\":\"ten bytes\"}");
            await().until(() -> worker.polled().size() == 1);

            HttpResponse<String> second = client.post("{\"id\":\"ten bytes\"}");

            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.headers().firstValue("Retry-After")).contains("1");
            assertThat(first).isNotDone();

            worker.letGo();
            assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(client.post("{\"id\":\"ten bytes\"}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFullGatewayAnswersAtOnceAlsoWhileTheWorkerIsBlocked() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("max.body.bytes", "20", "max.inflight.bytes", "276"))) {
            worker.block();
            Client client = new Client(worker.port());
            CompletableFuture<HttpResponse<String>> first = client.postAsync("{\"id\":\"ten bytes\"}");

            await().until(() -> worker.inflightBytes() > 0);
            await().until(() -> client.post("{\"id\":\"ten bytes\"}").statusCode() == 429);

            worker.unblock();
            assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anAcknowledgementThatDoesNotComeIs503() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("ack.timeout.ms", "200"))) {
            worker.hold();

            HttpResponse<String> response = new Client(worker.port()).post("{}");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).contains("5");
            assertThat(response.body()).contains("may still be delivered");
        }
    }

    @Test
    void aStoppingTaskAnswersEverythingPendingWith503() throws Exception {
        FakeWorker worker = FakeWorker.start(config());
        worker.hold();
        Client client = new Client(worker.port());
        List<CompletableFuture<HttpResponse<String>>> responses =
                List.of(client.postAsync("{}"), client.postAsync("[{},{}]"), client.postAsync("{}"));
        await().until(() -> worker.polled().size() == 4);

        worker.close();

        for (CompletableFuture<HttpResponse<String>> response : responses) {
            assertThat(response.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
            assertThat(response.get().headers().firstValue("Retry-After")).contains("5");
        }
    }

    @Test
    void aSlowBodyIsAcceptedWhenItIsComplete() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                Socket socket = connect(worker)) {
            socket.getOutputStream().write(head("Content-Length: 13", "Connection: close"));
            for (byte letter : "[{\"id\":\"a\"}] ".substring(0, 13).getBytes(StandardCharsets.UTF_8)) {
                socket.getOutputStream().write(letter);
                socket.getOutputStream().flush();
                TimeUnit.MILLISECONDS.sleep(10);
            }

            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(response).startsWith("HTTP/1.1 200 ").endsWith("{\"accepted\": 1}");
        }
    }

    @Test
    void aBodyThatStopsComingIs408AndGivesItsBytesBack() throws Exception {
        try (FakeWorker worker = FakeWorker.start(
                        config("max.body.bytes", "20", "max.inflight.bytes", "276", "request.body.timeout.ms", "300"));
                Socket socket = connect(worker)) {
            socket.getOutputStream().write(head("Content-Length: 20"));
            socket.getOutputStream().write('[');
            Client client = new Client(worker.port());
            await().until(() -> client.post("{\"id\":\"ten bytes\"}").statusCode() == 429);

            String response = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);

            assertThat(response).isEqualTo("HTTP/1.1 408");
            assertThat(client.post("{\"id\":\"ten bytes\"}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionThatDropsInMidRequestGivesItsBytesBack() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("max.body.bytes", "20", "max.inflight.bytes", "276"))) {
            Client client = new Client(worker.port());
            try (Socket socket = connect(worker)) {
                socket.getOutputStream().write(head("Content-Length: 20"));
                socket.getOutputStream().write("[{\"id\":".getBytes(StandardCharsets.UTF_8));
                await().until(() -> client.post("{\"id\":\"ten bytes\"}").statusCode() == 429);
            }

            await().until(() -> client.post("{\"id\":\"ten bytes\"}").statusCode() == 200);
            assertThat(worker.polled()).hasSize(1);
        }
    }

    @Test
    void aClientThatAsksForLeaveToSendTheBodyGetsIt() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            Client client = new Client(worker.port());
            HttpResponse<String> response =
                    client.send(client.json(BodyPublishers.ofString("{}")).expectContinue(true));

            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void healthIsLiveAtOnceAndReadyWhileTheTaskIsPolled() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            Client client = new Client(worker.port());

            await().atMost(Duration.ofSeconds(5))
                    .until(() -> client.get("/health/ready").statusCode() == 200);
            assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(client.send(client.request("/health/live").POST(BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    private static Socket connect(FakeWorker worker) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), worker.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static byte[] head(String... headers) {
        return ("POST /telemetry HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + String.join("\r\n", headers) + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
