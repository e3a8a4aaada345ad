package io.pitwall.source.http.listen;

import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.route.ReservedPaths;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Finds who a request is for: a connector's path, or the health of the listener. Thread-safe. */
final class Router {

    private final Gateways gateways;

    Router(Gateways gateways) {
        this.gateways = gateways;
    }

    void route(HttpServerRequest http, Context eventLoop) {
        AnswerWriter answers = new AnswerWriter(http, eventLoop.owner());
        String path = http.path();
        if (ReservedPaths.LIVE.equals(path)) {
            answerHealth(http, answers, true);
        } else if (ReservedPaths.READY.equals(path)) {
            answerHealth(http, answers, gateways.isReady());
        } else {
            Optional<RouteTable.Match> match = Optional.ofNullable(path).flatMap(gateways::find);
            if (match.isEmpty()) {
                answers.writeProblem(new Problem(Kind.NOT_FOUND, "Nothing is served on this path."), true);
            } else if (!http.method().equals(HttpMethod.POST)) {
                answers.writeMethodNotAllowed("POST");
            } else {
                new Exchange(http, eventLoop, match.get(), answers).begin();
            }
        }
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
