package io.pitwall.source.http.listen;

import io.pitwall.source.http.acknowledge.Answer.Committed;
import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.route.ResponseTemplate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** Writes answers to one request. */
final class AnswerWriter {

    /** Closed at once, a connection on which the client is still sending is reset, and may lose the answer with it. */
    private static final long LINGER_MS = 500;

    private static final long HTTP2_NO_ERROR = 0;

    private final HttpServerRequest http;
    private final Vertx vertx;

    AnswerWriter(HttpServerRequest http, Vertx vertx) {
        this.http = http;
        this.vertx = vertx;
    }

    void writeCommitted(Committed committed, ResponseTemplate template) {
        http.response()
                .setStatusCode(200)
                .putHeader(HttpHeaders.CONTENT_TYPE, template.contentType())
                .end(template.render(committed.rows()));
    }

    /** @param isConnectionKept false: what is left of the body is not worth reading, so nothing can follow it */
    void writeProblem(Problem problem, boolean isConnectionKept) {
        HttpServerResponse response = http.response()
                .setStatusCode(problem.kind().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.CONTENT_TYPE);
        if (problem.retryAfterSeconds() > 0) {
            response.putHeader("Retry-After", Long.toString(problem.retryAfterSeconds()));
        }
        if (isConnectionKept) {
            response.end(ProblemBody.of(problem));
        } else if (http.version() == HttpVersion.HTTP_2) {
            response.end(ProblemBody.of(problem))
                    .onComplete(ended -> vertx.setTimer(LINGER_MS, ignored -> endStream()));
        } else {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            response.end(ProblemBody.of(problem))
                    .onComplete(ended -> vertx.setTimer(
                            LINGER_MS, ignored -> http.connection().close()));
        }
    }

    /** Of HTTP/2, where others share the connection (RFC 9113, 8.1). */
    private void endStream() {
        if (!http.isEnded()) {
            http.response().reset(HTTP2_NO_ERROR);
        }
    }

    void writeMethodNotAllowed(String allowed) {
        http.response().putHeader("Allow", allowed);
        writeProblem(new Problem(Kind.METHOD_NOT_ALLOWED, "This path takes " + allowed + "."), true);
    }
}
