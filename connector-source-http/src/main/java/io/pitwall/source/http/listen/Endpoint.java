package io.pitwall.source.http.listen;

import io.pitwall.source.http.acknowledge.Answer;
import io.pitwall.source.http.acknowledge.PendingRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A path, and the tasks of one connector that share its requests in turn. Thread-safe. */
final class Endpoint {

    /** A request that is in, and the way it came. */
    record Admission(Route route, PendingRequest request) {}

    private final String connector;
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    Endpoint(String connector) {
        this.connector = connector;
    }

    String connector() {
        return connector;
    }

    void add(Route route) {
        routes.add(route);
    }

    void remove(Route route) {
        routes.remove(route);
    }

    boolean isOpen() {
        return routes.stream().anyMatch(route -> !route.intake().isStopped());
    }

    boolean isReady() {
        return routes.stream().anyMatch(route -> route.intake().isReady());
    }

    void expire() {
        routes.forEach(route -> route.intake().expire());
    }

    /** The tasks of one connector agree on it; while a change of configuration rolls through, the greater holds. */
    long maxBodyBytes() {
        return routes.stream()
                .mapToLong(route -> route.intake().maxBodyBytes())
                .max()
                .orElse(0);
    }

    /** Offers the request to each task, beginning with another one each time. */
    Optional<Admission> admit(long announcedBytes, Consumer<Answer> reply) {
        for (Route route : inTurn()) {
            Optional<PendingRequest> request = route.intake().admit(announcedBytes, reply);
            if (request.isPresent()) {
                return Optional.of(new Admission(route, request.get()));
            }
        }
        return Optional.empty();
    }

    private List<Route> inTurn() {
        List<Route> rotated = new ArrayList<>(routes);
        if (rotated.size() > 1) {
            Collections.rotate(rotated, Math.floorMod(turn.getAndIncrement(), rotated.size()));
        }
        return rotated;
    }
}
