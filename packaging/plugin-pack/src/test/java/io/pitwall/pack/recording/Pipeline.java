package io.pitwall.pack.recording;

import static org.awaitility.Awaitility.await;

import io.pitwall.local.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The shipped pair of connectors, gateway and sink, on topics of their own. */
final class Pipeline implements AutoCloseable {

    private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(40);

    private final RealWorker real;
    private final String name;
    private final Path state;
    private final int gatewayPort = FreePorts.next();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TopicReader features;
    private final TopicReader alerts;
    private final TopicReader late;

    Pipeline(RealWorker real, String name, int partitions, Path state) {
        this.real = real;
        this.name = name;
        this.state = state;
        real.createTopic(topic("rows"), partitions);
        features = new TopicReader(bootstrapServers(), topic("features"));
        alerts = new TopicReader(bootstrapServers(), topic("alerts"));
        late = new TopicReader(bootstrapServers(), topic("late"));
    }

    /** The name of one of the pipeline's topics: rows, features, alerts, late. */
    String topic(String suffix) {
        return name + "-" + suffix;
    }

    /** The topic that holds the sink's state. */
    String changelog() {
        return "pitwall-" + sink() + "-" + topic("rows") + "-changelog";
    }

    String bootstrapServers() {
        return real.broker().bootstrapServers();
    }

    Path state() {
        return state;
    }

    /** The windows committed so far. */
    TopicReader features() {
        return features;
    }

    TopicReader alerts() {
        return alerts;
    }

    TopicReader late() {
        return late;
    }

    /** Creates the gateway connector and waits until it takes requests. */
    void startGateway() {
        startGateway(Map.of());
    }

    /** With {@code overrides} on top of the shipped config. */
    void startGateway(Map<String, String> overrides) {
        Map<String, String> config = real.example("gateway-source");
        config.put("topic", topic("rows"));
        config.put("http.port", Integer.toString(gatewayPort));
        config.putAll(overrides);
        real.start(gateway(), config);
        await().atMost(Duration.ofSeconds(30)).until(() -> get("/health/ready") == 200);
    }

    /** Creates the sink connector, with {@code overrides} on top of the shipped config. */
    void startSink(Map<String, String> overrides) {
        Map<String, String> config = real.example("crash-detector-sink");
        config.put("topics", topic("rows"));
        config.put("output.topic", topic("features"));
        config.put("alert.topic", topic("alerts"));
        config.put("late.topic", topic("late"));
        config.put("kafka.bootstrap.servers", bootstrapServers());
        config.put("state.dir", state.toString());
        config.putAll(overrides);
        real.start(sink(), config);
    }

    String gateway() {
        return name + "-gateway";
    }

    String sink() {
        return name + "-sink";
    }

    /** Removes the sink and waits for its end, so that nothing more is written. */
    void stopSink() {
        real.stop(sink());
    }

    HttpResponse<String> post(String body) {
        return send(HttpRequest.newBuilder(gatewayUri("/telemetry"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private int get(String path) {
        return send(HttpRequest.newBuilder(gatewayUri(path)).GET()).statusCode();
    }

    URI gatewayUri(String path) {
        return URI.create("http://127.0.0.1:" + gatewayPort + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(HTTP_TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from the gateway", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the gateway", e);
        }
    }

    @Override
    public void close() {
        features.close();
        alerts.close();
        late.close();
        real.removeIfThere(gateway());
        real.removeIfThere(sink());
    }
}
