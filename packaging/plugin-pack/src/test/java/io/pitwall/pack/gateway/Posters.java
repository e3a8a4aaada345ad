package io.pitwall.pack.gateway;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Eight clients of one connector, and all they have lived through. */
final class Posters implements AutoCloseable {

    static final int CLIENTS = 8;

    /** A worker that starts on a busy machine, with a rebalance behind it and the fencing of the tasks before. */
    private static final Duration PROGRESS_TIMEOUT = Duration.ofMinutes(2);

    private final String connector;
    private final List<Poster> posters = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Posters(String connector) {
        this.connector = connector;
    }

    /** @param timeout when a client gives an answer up */
    static Posters start(String connector, List<URI> workers, Duration timeout) {
        Posters posters = new Posters(connector);
        for (int client = 1; client <= CLIENTS; client++) {
            Poster poster = new Poster(posters.http, workers, connector + "-" + client, timeout, posters.attempts::add);
            posters.posters.add(poster);
            posters.running.add(posters.threads.submit(poster));
        }
        return posters;
    }

    /** Waits until each client has had so many more messages acknowledged, and fails when one of them has failed. */
    void awaitProgress(int messages) {
        Map<String, Long> before = acknowledged();
        await(connector + " makes progress")
                .atMost(PROGRESS_TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .failFast(this::throwFailure)
                .until(() -> posters.stream()
                        .allMatch(poster ->
                                poster.acknowledged() >= before.getOrDefault(poster.session(), 0L) + messages));
    }

    private void throwFailure() {
        for (Future<?> client : running) {
            if (client.isDone()) {
                join(client);
            }
        }
    }

    /** The last acknowledged message of each session. */
    Map<String, Long> acknowledged() {
        return posters.stream().collect(Collectors.toMap(Poster::session, Poster::acknowledged));
    }

    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** Lets each client get its message acknowledged, and no further one. */
    void finish() {
        posters.forEach(Poster::finish);
        running.forEach(Posters::join);
    }

    private static void join(Future<?> client) {
        try {
            client.get(PROGRESS_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("A client did not get its last message acknowledged", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the clients", e);
        }
    }

    /** Ends the clients wherever they are. */
    @Override
    public void close() {
        posters.forEach(Poster::finish);
        threads.shutdownNow();
    }
}
