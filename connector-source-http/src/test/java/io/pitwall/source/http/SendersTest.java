package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may send, how much, and in which form, over a real socket. */
@Timeout(60)
final class SendersTest {

    private static final Map<String, String> BASIC =
            config("auth.type", "basic", "auth.basic.username", "ann", "auth.basic.password", "s3cret");

    private static HttpResponse<String> post(FakeWorker worker, String body, String... headers) throws Exception {
        return post(worker, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private static HttpResponse<String> post(FakeWorker worker, byte[] body, String... headers) throws Exception {
        Client client = new Client(worker.port());
        var request = client.request("/telemetry").setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(request.POST(BodyPublishers.ofByteArray(body)));
    }

    private static String basic(String user, String password) {
        byte[] text = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(text);
    }

    @Test
    void theRightPasswordIsLetIn() throws Exception {
        try (FakeWorker worker = FakeWorker.start(BASIC)) {
            assertThat(post(worker, "{}", "Authorization", basic("ann", "s3cret"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void everyOtherAnswerIsTheSame401() throws Exception {
        try (FakeWorker worker = FakeWorker.start(BASIC)) {
            HttpResponse<String> none = post(worker, "{}");
            HttpResponse<String> wrongPassword = post(worker, "{}", "Authorization", basic("ann", "guess"));
            HttpResponse<String> wrongUser = post(worker, "{}", "Authorization", basic("bob", "s3cret"));

            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(none.headers().firstValue("WWW-Authenticate"))
                    .contains("Basic realm=\"pitwall\", charset=\"UTF-8\"");
            assertThat(none.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(wrongPassword.statusCode()).isEqualTo(401);
            assertThat(wrongPassword.body()).isEqualTo(none.body());
            assertThat(wrongUser.body()).isEqualTo(none.body());
            assertThat(worker.polled()).isEmpty();
        }
    }

    @Test
    void aBodyWithItsSignatureIsLetInAndAnAlteredOneIsNot() throws Exception {
        String timestamp = "" + System.currentTimeMillis() / 1_000;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature =
                HexFormat.of().formatHex(mac.doFinal((timestamp + ".{\"x\":1}").getBytes(StandardCharsets.UTF_8)));
        try (FakeWorker worker = FakeWorker.start(config("auth.type", "hmac", "auth.hmac.secret", "key"))) {
            HttpResponse<String> altered =
                    post(worker, "{\"x\":2}", "X-Timestamp", timestamp, "X-Signature", signature);
            HttpResponse<String> signed = post(worker, "{\"x\":1}", "X-Timestamp", timestamp, "X-Signature", signature);

            assertThat(altered.statusCode()).isEqualTo(401);
            assertThat(altered.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(signed.statusCode()).isEqualTo(200);
            assertThat(worker.polled()).hasSize(1);
            await().until(() -> worker.inflightBytes() == 0);
        }
    }

    @Test
    void aClientThatComesTooOftenIs429AndAnotherIsNot() throws Exception {
        Path tokens = Files.createTempFile("tokens", ".txt");
        Files.writeString(tokens, "ann:" + sha256("a") + "\nbob:" + sha256("b") + "\n");
        try (FakeWorker worker = FakeWorker.start(config(
                "auth.type", "bearer",
                "auth.bearer.tokens.file", tokens.toString(),
                "client.max.requests.per.second", "0.01"))) {
            assertThat(post(worker, "{}", "Authorization", "Bearer a").statusCode())
                    .isEqualTo(200);
            HttpResponse<String> second = post(worker, "{}", "Authorization", "Bearer a");

            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(Long.parseLong(second.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(90L, 100L);
            assertThat(post(worker, "{}", "Authorization", "Bearer b").statusCode())
                    .isEqualTo(200);
        } finally {
            Files.delete(tokens);
        }
    }

    private static String sha256(String token) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void oneClientsBytesInFlightLeaveRoomForOthers() throws Exception {
        try (FakeWorker worker = FakeWorker.start(
                config("max.body.bytes", "20", "max.inflight.bytes", "1000", "client.max.inflight.bytes", "276"))) {
            worker.hold();
            Client client = new Client(worker.port());
            var first = client.postAsync("{\"id\":\"ten bytes\"}");
            await().until(() -> worker.polled().size() == 1);

            assertThat(client.post("{\"id\":\"ten bytes\"}").statusCode()).isEqualTo(429);

            worker.letGo();
            assertThat(first.get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void linesAndGzipAreTaken() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("{\"x\":1}\n{\"x\":2}\n".getBytes(StandardCharsets.UTF_8));
        }
        try (FakeWorker worker = FakeWorker.start(config())) {
            HttpResponse<String> response = post(
                    worker,
                    compressed.toByteArray(),
                    "Content-Type",
                    "application/x-ndjson",
                    "Content-Encoding",
                    "gzip");

            assertThat(response.body()).isEqualTo("{\"accepted\": 2}");
            assertThat(worker.polled())
                    .extracting(SourceRecord::value)
                    .containsExactly(Map.of("x", 1L), Map.of("x", 2L));
        }
    }

    @Test
    void aBodyBeyondTheLimitOnlyOnceDecompressedIs413() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("[".getBytes(StandardCharsets.UTF_8));
            gzip.write(" ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
            gzip.write("]".getBytes(StandardCharsets.UTF_8));
        }
        try (FakeWorker worker = FakeWorker.start(config("max.body.bytes", "100000"))) {
            assertThat(post(worker, compressed.toByteArray(), "Content-Encoding", "gzip")
                            .statusCode())
                    .isEqualTo(413);
            await().until(() -> worker.inflightBytes() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\": 7,  \"x\":[1]}", "{}"})
    void theTextOfARecordIsHandedOnAsItWasSent(String body) throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("value.format", "json"))) {
            post(worker, body);

            assertThat(worker.polled())
                    .extracting(row -> new String((byte[]) row.value(), StandardCharsets.UTF_8))
                    .containsExactly(body);
        }
    }

    private static HttpResponse<String> preflight(FakeWorker worker, String origin) throws Exception {
        Client client = new Client(worker.port());
        return client.send(client.request("/telemetry")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST"));
    }

    @Test
    void aPageOfAnAllowedOriginMaySendAndReadItsAnswers() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config(
                "cors.allowed.origins", "https://app.example",
                "auth.type", "hmac",
                "auth.hmac.secret", "key"))) {
            HttpResponse<String> asked = preflight(worker, "https://app.example");
            HttpResponse<String> refused = post(worker, "{}", "Origin", "https://app.example");

            assertThat(asked.statusCode()).isEqualTo(204);
            assertThat(asked.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://app.example");
            assertThat(asked.headers().firstValue("Access-Control-Allow-Methods"))
                    .contains("POST");
            assertThat(asked.headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElseThrow())
                    .contains("Content-Type", "X-Signature", "X-Timestamp");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://app.example");
        }
    }

    @Test
    void aPageOfAnotherOriginMayNot() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("cors.allowed.origins", "https://app.example"))) {
            assertThat(preflight(worker, "https://evil.example").statusCode()).isEqualTo(403);
            assertThat(post(worker, "{}", "Origin", "https://evil.example")
                            .headers()
                            .map())
                    .doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void withoutAllowedOriginsOptionsIsAMethodLikeAnyOther() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            assertThat(preflight(worker, "https://app.example").statusCode()).isEqualTo(405);
        }
    }
}
