package io.pitwall.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The REST API of one Connect worker. */
public final class ConnectRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(60);
    private static final long POLL_MS = 100;
    private static final int CONFLICT = 409;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI worker;

    public ConnectRest(URI worker) {
        this.worker = worker;
    }

    /** What the worker said, whatever it was. */
    public record Answer(int status, String body) {}

    /** One plugin as the worker lists it. */
    public record Plugin(String className, String type, String version) {}

    /** Creates the connector or changes it; waits out a rebalance of the workers. */
    public void putConfig(String connector, Map<String, String> config) {
        putConfig(connector, write(config));
    }

    /** The same with the bytes of a JSON file: a plain map of config keys. */
    public void putConfig(String connector, String configJson) {
        settled("PUT", "/connectors/" + connector + "/config", configJson);
    }

    /** The worker's whole answer to a validation: how many errors, and every key with its own. */
    public JsonNode validate(String pluginClass, Map<String, String> config) {
        return parse(expectSuccess("PUT", "/connector-plugins/" + pluginClass + "/config/validate", write(config)));
    }

    /** Every error of a validation by config key; empty where the config is good. */
    public Map<String, List<String>> validationErrors(String pluginClass, Map<String, String> config) {
        Map<String, List<String>> errors = new LinkedHashMap<>();
        for (JsonNode entry : validate(pluginClass, config).path("configs")) {
            JsonNode value = entry.path("value");
            List<String> messages = new ArrayList<>();
            value.path("errors").forEach(message -> messages.add(message.asText()));
            if (!messages.isEmpty()) {
                errors.put(value.path("name").asText(), messages);
            }
        }
        return errors;
    }

    public JsonNode status(String connector) {
        return parse(expectSuccess("GET", "/connectors/" + connector + "/status", ""));
    }

    /** Waits until the connector and all its tasks, at least one, run; fails at once when one of them has failed. */
    public void awaitRunning(String connector) {
        long deadline = System.nanoTime() + SETTLE_TIMEOUT.toNanos();
        Answer answer = raw("GET", "/connectors/" + connector + "/status", "");
        while (!isRunning(connector, answer)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Connector " + connector + " does not run after "
                        + SETTLE_TIMEOUT.toSeconds() + " s; its status is " + answer.body());
            }
            Pauses.pause(POLL_MS);
            answer = raw("GET", "/connectors/" + connector + "/status", "");
        }
    }

    private static boolean isRunning(String connector, Answer answer) {
        if (answer.status() != 200) {
            return false;
        }
        JsonNode status = parse(answer.body());
        List<JsonNode> parts = new ArrayList<>();
        parts.add(status.path("connector"));
        status.path("tasks").forEach(parts::add);
        for (JsonNode part : parts) {
            if (part.path("state").asText().equals("FAILED")) {
                throw new IllegalStateException("Connector " + connector + " failed: "
                        + part.path("trace").asText());
            }
        }
        return parts.size() > 1
                && parts.stream().allMatch(part -> part.path("state").asText().equals("RUNNING"));
    }

    public void delete(String connector) {
        settled("DELETE", "/connectors/" + connector, "");
    }

    /** Connectors, transforms, converters and predicates the worker found. */
    public List<Plugin> plugins() {
        List<Plugin> plugins = new ArrayList<>();
        for (JsonNode entry : parse(expectSuccess("GET", "/connector-plugins?connectorsOnly=false", ""))) {
            plugins.add(new Plugin(
                    entry.path("class").asText(),
                    entry.path("type").asText(),
                    entry.path("version").asText()));
        }
        return plugins;
    }

    /** Whether the worker has joined its group and takes requests. */
    public boolean isHealthy() {
        HttpRequest request = HttpRequest.newBuilder(worker.resolve("/health"))
                .timeout(HEALTH_TIMEOUT)
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Any request; the path begins with a slash, an empty body is none. */
    public Answer raw(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(worker.resolve(path))
                .timeout(REQUEST_TIMEOUT)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("No answer to " + method + " " + worker.resolve(path) + ".", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private String expectSuccess(String method, String path, String body) {
        Answer answer = raw(method, path, body);
        if (answer.status() / 100 != 2) {
            throw new ConnectRestException(
                    answer.status(), method + " " + path + " was answered " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    /** Repeats a request for as long as the worker refuses it because its group is rebalancing. */
    private void settled(String method, String path, String body) {
        long deadline = System.nanoTime() + SETTLE_TIMEOUT.toNanos();
        while (true) {
            try {
                expectSuccess(method, path, body);
                return;
            } catch (ConnectRestException e) {
                if (e.status() != CONFLICT || System.nanoTime() > deadline) {
                    throw e;
                }
                Pauses.pause(POLL_MS);
            }
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while waiting for the Connect worker's answer.", e);
    }

    private static String write(Map<String, String> config) {
        try {
            return JSON.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The Connect worker answered something that is no JSON.", e);
        }
    }
}
