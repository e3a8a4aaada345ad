package io.pitwall.source.http.listen;

import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.cors.Cors;
import io.pitwall.source.http.route.ReservedPaths;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Finds who a request is for: a connector's path, or one that the listener keeps. Thread-safe. */
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
        } else if (ReservedPaths.PHONE_PAGE.equals(path)) {
            answerPhonePage(http, answers);
        } else {
            Optional<RouteTable.Match> match = Optional.ofNullable(path).flatMap(gateways::find);
            if (match.isEmpty()) {
                answers.writeProblem(notFound(), true);
            } else {
                answerEndpoint(http, eventLoop, match.get(), answers);
            }
        }
    }

    private static void answerEndpoint(
            HttpServerRequest http, Context eventLoop, RouteTable.Match match, AnswerWriter answers) {
        Gateway gateway = match.endpoint().gateway();
        if (gateway.settings().cors().isEnabled()
                && isAnsweredForBrowser(http, gateway.settings().cors())) {
            return;
        }
        if (!http.method().equals(HttpMethod.POST)) {
            gateway.metrics().rejected(Kind.METHOD_NOT_ALLOWED);
            answers.writeMethodNotAllowed("POST");
        } else {
            new Exchange(http, eventLoop, match, answers).begin();
        }
    }

    /** Answers a preflight; to any other request's answer only adds what a browser asks for. */
    private static boolean isAnsweredForBrowser(HttpServerRequest http, Cors cors) {
        Optional<String> origin = Optional.ofNullable(http.getHeader(HttpHeaders.ORIGIN));
        Optional<String> requestedMethod =
                Optional.ofNullable(http.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD));
        if (origin.isPresent() && cors.isPreflight(http.method().name(), origin, requestedMethod)) {
            Cors.PreflightAnswer answer = cors.preflight(origin.get());
            answer.headers().forEach(http.response()::putHeader);
            http.response().setStatusCode(answer.status()).end();
            return true;
        }
        cors.headersFor(origin).forEach(http.response()::putHeader);
        return false;
    }

    private void answerPhonePage(HttpServerRequest http, AnswerWriter answers) {
        Optional<PhonePage> page = gateways.phonePage();
        if (page.isEmpty()) {
            answers.writeProblem(notFound(), true);
        } else if (!isGetOrHead(http)) {
            answers.writeMethodNotAllowed("GET, HEAD");
        } else {
            page.get().answer(http);
        }
    }

    private static Problem notFound() {
        return new Problem(Kind.NOT_FOUND, "Nothing is served on this path.");
    }

    private static boolean isGetOrHead(HttpServerRequest http) {
        return http.method().equals(HttpMethod.GET) || http.method().equals(HttpMethod.HEAD);
    }

    private static void answerHealth(HttpServerRequest http, AnswerWriter answers, boolean isUp) {
        if (!isGetOrHead(http)) {
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
        http.response().end(http.method().equals(HttpMethod.HEAD) ? "" : body);
    }
}
