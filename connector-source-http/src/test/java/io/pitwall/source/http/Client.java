package io.pitwall.source.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What a device does: POST, and read the answer. */
final class Client {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port;

    Client(int port) {
        this.port = port;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
    }

    HttpRequest.Builder json(BodyPublisher body) {
        return request("/telemetry").header("Content-Type", "application/json").POST(body);
    }

    HttpResponse<String> post(String json) throws IOException, InterruptedException {
        return send(json(BodyPublishers.ofString(json)));
    }

    CompletableFuture<HttpResponse<String>> postAsync(String json) {
        return HTTP.sendAsync(json(BodyPublishers.ofString(json)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
