package io.pitwall.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the clients that have a preset send, on a gateway that has nothing but the preset, and the examples that use them. */
@Timeout(60)
final class PresetRequestsTest {

    private static FakeWorker start(String preset) {
        return FakeWorker.start(Map.of("name", preset, "topic", "rows", "http.port", "0", "preset", preset));
    }

    private static HttpResponse<String> post(FakeWorker worker, String path, String body, String... headers)
            throws Exception {
        Client client = new Client(worker.port());
        var request = client.request(path).setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(request.POST(BodyPublishers.ofString(body)));
    }

    @SuppressWarnings("unchecked") // Without value.format a record is a map by name.
    private static Map<String, Object> fields(SourceRecord row) {
        return (Map<String, Object>) row.value();
    }

    @Test
    void aPushOfSensorLoggerIsSplitKeyedAndWrittenOnce() throws Exception {
        String push =
                """
                {"messageId": 3, "sessionId": "s", "deviceId": "d", "payload": [
                  {"name": "accelerometer", "time": 1675646835546228200, "values": {"x": 1, "y": 2.5, "z": null}},
                  {"name": "test", "time": 0, "values": []}]}""";
        try (FakeWorker worker = start("sensor-logger")) {
            assertThat(post(worker, "/telemetry", push).body()).isEqualTo("{\"accepted\": 2}");
            assertThat(post(worker, "/telemetry", push).body()).isEqualTo("{\"accepted\": 2}");

            assertThat(worker.polled()).extracting(SourceRecord::key).containsExactly("d", "d");
            assertThat(worker.polled().get(1).value())
                    .isEqualTo(
                            Map.of("name", "test", "time", 0L, "values", List.of(), "deviceId", "d", "sessionId", "s"));
        }
    }

    @Test
    void aLocationOfOwnTracksIsKeyedByItsTopicAndAnsweredWithNoCommands() throws Exception {
        String location =
                """
                {"_type": "location", "topic": "owntracks/ann/phone", "tid": "ph", "lat": 52.5, "lon": 13.4, "tst": 1700000000}""";
        try (FakeWorker worker = start("owntracks")) {
            HttpResponse<String> answer = post(worker, "/pub", location, "X-Limit-U", "ann", "X-Limit-D", "phone");

            assertThat(answer.body()).isEqualTo("[]");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(worker.polled()).extracting(SourceRecord::key).containsExactly("owntracks/ann/phone");
            assertThat(fields(worker.polled().get(0)))
                    .hasSize(8)
                    .containsEntry("user", "ann")
                    .containsEntry("device", "phone");
            assertThat(post(worker, "/pub", "").statusCode()).isEqualTo(200);
            assertThat(worker.polled()).hasSize(1);
        }
    }

    @Test
    void anExportOfOpenTelemetryIsARecordPerResource() throws Exception {
        String export =
                """
                {"resourceMetrics": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "car"}}]},
                  "scopeMetrics": [{"metrics": [{"name": "rpm", "gauge": {"dataPoints": [
                    {"timeUnixNano": "1700000000000000000", "asDouble": 9000.5}]}}]}]}]}""";
        try (FakeWorker worker = start("otlp-metrics-json")) {
            HttpResponse<String> answer = post(worker, "/v1/metrics", export);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{}");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(worker.polled()).singleElement().satisfies(row -> assertThat(fields(row))
                    .hasSize(2)
                    .containsKey("resource")
                    .containsKey("scopeMetrics"));
        }
    }

    @Test
    void linesWithAnIdempotencyKeyAreWrittenOnce() throws Exception {
        String[] headers = {"Content-Type", "application/x-ndjson", "Idempotency-Key", "batch 7"};
        try (FakeWorker worker = start("ndjson")) {
            assertThat(post(worker, "/telemetry", "{\"x\":1}\n{\"x\":2}\n", headers)
                            .body())
                    .isEqualTo("{\"accepted\": 2}");
            assertThat(post(worker, "/telemetry", "{\"x\":1}\n{\"x\":2}\n", headers)
                            .statusCode())
                    .isEqualTo(200);

            assertThat(worker.polled()).hasSize(2);
        }
    }

    static List<Path> shippedGateways() throws IOException {
        Path etc = Path.of(System.getProperty("pitwall.root", ".."), "packaging", "plugin-pack", "etc");
        List<Path> examples = new ArrayList<>(List.of(etc.resolve("gateway-source.json")));
        try (Stream<Path> others = Files.list(etc.resolve("gateways"))) {
            others.forEach(examples::add);
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("shippedGateways")
    void theShippedExamplesAreValid(Path example) throws IOException {
        Map<String, String> config = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(example.toFile())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    config.put(json.currentName(), json.getText());
                }
            }
        }

        assertThat(config).containsKey("preset");
        assertThat(new HttpGatewaySourceConnector().validate(config).configValues())
                .flatExtracting(ConfigValue::errorMessages)
                .isEmpty();
    }
}
