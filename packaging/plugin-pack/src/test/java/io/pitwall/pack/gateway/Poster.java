package io.pitwall.pack.gateway;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One client: posts its messages one after the other, each again and again until it is answered 200. Of several workers it
 * takes another one after each failure, as a balancer would.
 */
final class Poster implements Runnable {

    /** Between two messages, so that the clients leave the processes some of the machine. */
    private static final Duration PACE = Duration.ofMillis(40);

    private static final Duration PAUSE_AFTER_A_FAILURE = Duration.ofMillis(100);

    /** What a Retry-After asks for is done, but no longer than that: the test does not wait for its own sake. */
    private static final Duration MAX_PAUSE = Duration.ofMillis(400);

    private final HttpClient http;
    private final List<URI> workers;
    private final String session;
    private final Duration timeout;
    private final Consumer<Attempt> journal;

    private final AtomicLong acknowledged = new AtomicLong();
    private volatile boolean isOver;
    private int worker;

    /** @param timeout longer than the gateway's longest answer: a request that takes longer is one too slow */
    Poster(HttpClient http, List<URI> workers, String session, Duration timeout, Consumer<Attempt> journal) {
        this.http = http;
        this.workers = List.copyOf(workers);
        this.session = session;
        this.timeout = timeout;
        this.journal = journal;
    }

    String session() {
        return session;
    }

    /** The id of the last message that was answered 200; all before it were, too. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Ends it after the message it is at. */
    void finish() {
        isOver = true;
    }

    @Override
    public void run() {
        for (long id = 1; !isOver; id++) {
            postUntilAcknowledged(new Message(session, id));
            acknowledged.set(id);
            pause(PACE);
        }
    }

    private void postUntilAcknowledged(Message message) {
        while (!Thread.currentThread().isInterrupted()) {
            long startedAt = System.nanoTime();
            Reaction reaction = post(message);
            journal.accept(new Attempt(
                    message,
                    reaction.outcome(),
                    startedAt,
                    Duration.ofNanos(System.nanoTime() - startedAt).toMillis()));
            if (reaction.outcome() == Outcome.ACKNOWLEDGED) {
                return;
            }
            worker = (worker + 1) % workers.size();
            pause(reaction.pause());
        }
        throw new IllegalStateException("Interrupted before the message was acknowledged: " + message);
    }

    private record Reaction(Outcome outcome, Duration pause) {

        static Reaction to(HttpResponse<String> answer) {
            Duration asked = answer.headers()
                    .firstValue("Retry-After")
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                    .orElse(PAUSE_AFTER_A_FAILURE);
            return new Reaction(Outcome.of(answer), asked.compareTo(MAX_PAUSE) < 0 ? asked : MAX_PAUSE);
        }
    }

    private Reaction post(Message message) {
        HttpRequest request = HttpRequest.newBuilder(workers.get(worker))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(message.body()))
                .build();
        try {
            return Reaction.to(http.send(request, BodyHandlers.ofString()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Reaction(Outcome.UNREACHABLE, PAUSE_AFTER_A_FAILURE);
        } catch (IOException e) {
            return new Reaction(Outcome.CUT_OFF, PAUSE_AFTER_A_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reaction(Outcome.CUT_OFF, Duration.ZERO);
        }
    }

    private static void pause(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
    }
}
