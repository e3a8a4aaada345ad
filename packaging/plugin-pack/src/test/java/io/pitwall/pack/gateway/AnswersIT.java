package io.pitwall.pack.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of answer once, as the unpacked zip on a real worker gives it. */
@ExtendWith(GatewayStage.Resolver.class)
final class AnswersIT {

    private static final String CONNECTOR = "answers";
    private static final String JSON = "application/json";
    private static final String USER = "pit";
    private static final String PASSWORD = "wall";
    private static final int MAX_BODY_BYTES = 2_048;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void createConnector(GatewayStage stage) {
        Map<String, String> config = stage.gateway(CONNECTOR);
        config.put("max.body.bytes", Integer.toString(MAX_BODY_BYTES));
        config.put("max.inflight.bytes", Integer.toString(2 * MAX_BODY_BYTES));
        config.put("ack.timeout.ms", "2000");
        config.put("auth.type", "basic");
        config.put("auth.basic.username", USER);
        config.put("auth.basic.password", PASSWORD);
        config.put("dedup.scope.field", "sessionId");
        config.put("dedup.id.field", "messageId");
        stage.atLeastOnce().create(CONNECTOR, config);
    }

    @Test
    void aCommittedMessageIsAnswered200(GatewayStage stage) throws Exception {
        HttpResponse<String> answer = post(stage, new Message("answered", 4));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"accepted\": 5}");
        assertThat(stage.committedIn(CONNECTOR).of("answered")).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "400, POST, /answers, application/json, 8",
        "404, POST, /elsewhere, application/json, 8",
        "405, PUT, /answers, application/json, 8",
        "413, POST, /answers, application/json, 2049",
        "415, POST, /answers, text/csv, 8",
    })
    void aRequestThatCannotBeTakenIsAnsweredWithAProblem(
            int status, String method, String path, String contentType, int bytes, GatewayStage stage)
            throws Exception {
        HttpResponse<String> answer = http.send(
                request(uri(stage, path), PASSWORD)
                        .header("Content-Type", contentType)
                        .method(method, BodyPublishers.ofString("x".repeat(bytes)))
                        .build(),
                BodyHandlers.ofString());

        assertProblem(answer, status);
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        assertThat(answer.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    }

    @Test
    void aMessageThatIsCommittedIsAnswered200AndNotWrittenAgain(GatewayStage stage) throws Exception {
        Message message = new Message("repeated", 1);

        assertThat(post(stage, message).statusCode()).isEqualTo(200);
        assertThat(post(stage, message).statusCode()).isEqualTo(200);

        assertThat(stage.committedIn(CONNECTOR).of("repeated")).hasSize(message.rows());
    }

    @Test
    void aMessageTooOldToTellIsAnswered409(GatewayStage stage) throws Exception {
        assertThat(post(stage, new Message("leaping", 1)).statusCode()).isEqualTo(200);
        assertThat(post(stage, new Message("leaping", 100)).statusCode()).isEqualTo(200);

        assertProblem(post(stage, new Message("leaping", 2)), 409);
    }

    @Test
    void aWrongPasswordIsAnswered401AndAskedForAgain(GatewayStage stage) throws Exception {
        HttpResponse<String> answer = http.send(
                request(uri(stage, "/" + CONNECTOR), PASSWORD + "!")
                        .header("Content-Type", JSON)
                        .POST(BodyPublishers.ofString(new Message("stranger", 1).body()))
                        .build(),
                BodyHandlers.ofString());

        assertProblem(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
        assertThat(stage.committedIn(CONNECTOR).of("stranger")).isEmpty();
    }

    @Test
    void bytesBeyondTheLimitInFlightAreAnswered429(GatewayStage stage) throws Exception {
        URI uri = uri(stage, "/" + CONNECTOR);
        try (Socket one = unfinished(uri);
                Socket other = unfinished(uri)) {
            await("no bytes are left").atMost(TIMEOUT).untilAsserted(() -> {
                HttpResponse<String> answer = post(stage, new Message("crowded out", 1));
                assertProblem(answer, 429);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });
            assertThat(one.isConnected() && other.isConnected()).isTrue();
        }
    }

    /** A request that has announced the greatest body, and does not send it. */
    private static Socket unfinished(URI uri) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
        socket.getOutputStream()
                .write(("POST " + uri.getPath() + " HTTP/1.1\r\nHost: gateway\r\nAuthorization: "
                                + authorization(PASSWORD) + "\r\nContent-Type: " + JSON
                                + "\r\nContent-Length: " + MAX_BODY_BYTES + "\r\n\r\n{")
                        .getBytes(US_ASCII));
        return socket;
    }

    @Test
    void whatAPausedTaskDoesNotTakeIsAnswered503(GatewayStage stage) throws Exception {
        Cluster cluster = stage.atLeastOnce();
        cluster.pause(CONNECTOR);
        try {
            HttpResponse<String> answer = post(stage, new Message("paused", 1));

            assertProblem(answer, 503);
            assertThat(answer.body()).contains("nothing was written");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        } finally {
            cluster.resume(CONNECTOR);
        }
        assertThat(stage.committedIn(CONNECTOR).of("paused")).isEmpty();
    }

    private static void assertProblem(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank();
    }

    private HttpResponse<String> post(GatewayStage stage, Message message) throws IOException, InterruptedException {
        return http.send(
                request(uri(stage, "/" + CONNECTOR), PASSWORD)
                        .header("Content-Type", JSON)
                        .POST(BodyPublishers.ofString(message.body()))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI uri, String password) {
        return HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Authorization", authorization(password));
    }

    private static String authorization(String password) {
        return "Basic " + Base64.getEncoder().encodeToString((USER + ":" + password).getBytes(US_ASCII));
    }

    private static URI uri(GatewayStage stage, String path) {
        return stage.atLeastOnce().uris(path).get(0);
    }
}
