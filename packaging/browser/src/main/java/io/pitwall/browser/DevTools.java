package io.pitwall.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection of the DevTools protocol: commands with their results, and events. */
final class DevTools implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final Map<String, List<Consumer<JsonNode>>> listeners = new ConcurrentHashMap<>();
    private final WebSocket socket;
    private int lastId;

    DevTools(HttpClient http, URI address) {
        socket =
                await("the connection to " + address, http.newWebSocketBuilder().buildAsync(address, new Incoming()));
    }

    /** Sends a command and waits for its result. */
    JsonNode call(String method, Map<String, ?> parameters) {
        return await(method, send(method, parameters));
    }

    /** Calls the consumer with the parameters of each event of that name to come, on the connection's thread. */
    void on(String event, Consumer<JsonNode> consumer) {
        listeners.computeIfAbsent(event, unseen -> new CopyOnWriteArrayList<>()).add(consumer);
    }

    static <T> T await(String what, CompletableFuture<T> result) {
        try {
            return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Chromium refused " + what, e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("Chromium was silent for " + PATIENCE.toSeconds() + " s about " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + what, e);
        }
    }

    /** One at a time: a WebSocket takes no second text while it sends one. */
    private synchronized CompletableFuture<JsonNode> send(String method, Map<String, ?> parameters) {
        int id = ++lastId;
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", JSON.valueToTree(parameters));
        CompletableFuture<JsonNode> result = new CompletableFuture<>();
        pending.put(id, result);
        await(method, socket.sendText(command.toString(), true));
        return result;
    }

    private void receive(String text) {
        JsonNode message = parse(text);
        if (message.has("id")) {
            CompletableFuture<JsonNode> result =
                    pending.remove(message.required("id").intValue());
            if (result != null) {
                complete(result, message);
            }
        } else {
            listeners
                    .getOrDefault(message.path("method").asText(), List.of())
                    .forEach(listener -> listener.accept(message.path("params")));
        }
    }

    private static void complete(CompletableFuture<JsonNode> result, JsonNode message) {
        if (message.has("error")) {
            result.completeExceptionally(
                    new IllegalStateException(message.required("error").toString()));
        } else {
            result.complete(message.path("result"));
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Chromium sent no JSON.", e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Incoming implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                String message = text.toString();
                text.setLength(0);
                receive(message);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable failure) {
            pending.values().forEach(result -> result.completeExceptionally(failure));
        }
    }
}
