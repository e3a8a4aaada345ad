package io.pitwall.source.http.listen;

import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.errors.ConnectException;

/** Finds who a request is for: a connector's path, or the health of the listener. Thread-safe. */
final class Router {

    static final String LIVE_PATH = "/health/live";
    static final String READY_PATH = "/health/ready";

    /** A path stays known after its last task has gone: on a worker that rebalances, 503 is true and 404 is not. */
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

    void add(Route route) {
        Endpoint endpoint =
                endpoints.compute(route.path(), (path, known) -> claim(path, Optional.ofNullable(known), route));
        endpoint.add(route);
    }

    private static Endpoint claim(String path, Optional<Endpoint> known, Route route) {
        if (known.isEmpty() || (!known.get().isOpen() && !isOf(known.get(), route))) {
            return new Endpoint(route.connector());
        }
        if (!isOf(known.get(), route)) {
            throw new ConnectException("Expected http.path " + path + " to be free on this listener; connector "
                    + known.get().connector() + " serves it. Give connector " + route.connector()
                    + " another http.path or http.port.");
        }
        return known.get();
    }

    private static boolean isOf(Endpoint endpoint, Route route) {
        return endpoint.connector().equals(route.connector());
    }

    void remove(Route route) {
        Optional.ofNullable(endpoints.get(route.path())).ifPresent(endpoint -> endpoint.remove(route));
    }

    void expire() {
        endpoints.values().forEach(Endpoint::expire);
    }

    void route(HttpServerRequest http, Context eventLoop) {
        AnswerWriter answers = new AnswerWriter(http, eventLoop.owner());
        String path = http.path();
        if (LIVE_PATH.equals(path)) {
            answerHealth(http, answers, true);
        } else if (READY_PATH.equals(path)) {
            answerHealth(http, answers, isReady());
        } else {
            Optional<Endpoint> endpoint = Optional.ofNullable(path).map(endpoints::get);
            if (endpoint.isEmpty()) {
                answers.writeProblem(new Problem(Kind.NOT_FOUND, "Nothing is served on this path."), true);
            } else if (!http.method().equals(HttpMethod.POST)) {
                answers.writeMethodNotAllowed("POST");
            } else {
                new Exchange(http, eventLoop, endpoint.get(), answers).begin();
            }
        }
    }

    /** Ready where each connector has a task that can take rows. */
    private boolean isReady() {
        Collection<Endpoint> open =
                endpoints.values().stream().filter(Endpoint::isOpen).toList();
        return !open.isEmpty() && open.stream().allMatch(Endpoint::isReady);
    }

    private static void answerHealth(HttpServerRequest http, AnswerWriter answers, boolean isUp) {
        boolean isHead = http.method().equals(HttpMethod.HEAD);
        if (!isHead && !http.method().equals(HttpMethod.GET)) {
            answers.writeMethodNotAllowed("GET, HEAD");
            return;
        }
        http.response()
                .setStatusCode(isUp ? 200 : Kind.UNAVAILABLE.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!isUp) {
            http.response().putHeader("Retry-After", Integer.toString(Kind.UNAVAILABLE.retryAfterSeconds()));
        }
        String body = isUp ? "{\"status\":\"up\"}" : "{\"status\":\"unavailable\"}";
        http.response().end(isHead ? "" : body);
    }
}
