package io.pitwall.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One phone on its ride: it POSTs what its sensors said once a second, and sends a message again until the gateway has
 * taken it. Runs on a thread of its own.
 */
final class Rider implements Runnable {
    private static final long BATCH_NS = 1_000_000_000L;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(40);
    private static final long RETRY_NS = 500_000_000L;
    private static final int ATTEMPTS = 60;
    private static final int OK = 200;
    private static final Set<Integer> AGAIN_LATER = Set.of(429, 503);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String session = UUID.randomUUID().toString();
    private final Ride ride;
    private final URI gateway;
    private final double speed;
    private final Stop stop;

    private final AtomicLong acceptedReadings = new AtomicLong();
    private volatile boolean isHome;
    private volatile Optional<String> trouble = Optional.empty();

    Rider(Ride ride, URI gateway, double speed, Stop stop) {
        this.ride = ride;
        this.gateway = gateway;
        this.speed = speed;
        this.stop = stop;
    }

    void start() {
        Thread thread = new Thread(this, "phone-" + ride.phone());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            ride();
        } catch (RuntimeException e) {
            trouble = Optional.of(ride.phone() + " stopped: " + e.getMessage());
        }
    }

    private void ride() {
        long startNanos = System.nanoTime();
        int messageId = 0;
        for (List<Reading> batch : ride.batches(BATCH_NS)) {
            long dueNanos = (long) ((batch.get(batch.size() - 1).timeNs() - ride.startNs()) / speed);
            if (stop.isRequestedWithin(startNanos + dueNanos - System.nanoTime())) {
                return;
            }
            if (!isAccepted(SensorLoggerMessage.encode(ride.phone(), session, messageId++, batch))) {
                return;
            }
            acceptedReadings.addAndGet(batch.size());
        }
        isHome = true;
    }

    private boolean isAccepted(String message) {
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                HttpResponse<String> answer = post(message);
                if (answer.statusCode() == OK) {
                    return true;
                }
                last = "answered " + answer.statusCode() + ": " + answer.body();
                if (!AGAIN_LATER.contains(answer.statusCode())) {
                    break;
                }
            } catch (IOException e) {
                last = "gave no answer: " + e;
            }
            if (stop.isRequestedWithin(RETRY_NS)) {
                return false;
            }
        }
        trouble = Optional.of("The gateway refused a message of " + ride.phone() + "; it " + last);
        return false;
    }

    private HttpResponse<String> post(String message) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(gateway)
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(message))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Readings in messages that were answered 200. */
    long acceptedReadings() {
        return acceptedReadings.get();
    }

    /** Whether the ride is over and every message of it was answered 200. */
    boolean isHome() {
        return isHome;
    }

    /** Why this phone has stopped before the end of its ride. */
    Optional<String> trouble() {
        return trouble;
    }
}
