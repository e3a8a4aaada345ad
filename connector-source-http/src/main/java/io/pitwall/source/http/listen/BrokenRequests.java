package io.pitwall.source.http.listen;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.listen.connection.ConnectionLimits;
import io.pitwall.source.http.listen.connection.EarlyAnswers;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Answers what is no request of HTTP/1.1. Nothing that follows on such a connection can be trusted, so it ends. */
final class BrokenRequests {

    private BrokenRequests() {}

    static void answer(HttpServerRequest http) {
        Problem problem = problemOf(http.decoderResult().cause());
        http.response()
                .setStatusCode(problem.kind().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.CONTENT_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(ProblemBody.of(problem));
    }

    private static Problem problemOf(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Problem(
                    Kind.URI_TOO_LONG,
                    "The request line may have at most " + ConnectionLimits.MAX_INITIAL_LINE_BYTES + " bytes.");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new Problem(
                    Kind.HEADERS_TOO_LARGE,
                    "The header lines may have at most " + ConnectionLimits.MAX_HEADER_BYTES + " bytes together.");
        }
        return new Problem(Kind.MALFORMED, "These bytes are no HTTP request; nothing was written.");
    }

    /** For what is found broken below the HTTP server. */
    static EarlyAnswers earlyAnswers() {
        return new EarlyAnswers(
                ProblemBody.CONTENT_TYPE,
                ProblemBody.of(new Problem(
                        Kind.TOO_SLOW, "The head of the request did not arrive in time (request.header.timeout.ms).")),
                ProblemBody.of(
                        new Problem(Kind.MALFORMED, "The body breaks the framing of HTTP; nothing was written.")));
    }
}
