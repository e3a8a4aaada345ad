package io.pitwall.source.http.acknowledge;

import io.pitwall.source.http.decode.Violation;
import java.util.List;

/** What a client is told. */
public sealed interface Answer {

    /** Every row of the request is committed in Kafka, or was filtered out by a transform. */
    record Committed(int rows) implements Answer {}

    /**
     * The request was not, or may not have been, written; {@code detail} never quotes it.
     *
     * @param retryAfterSeconds when it makes sense to send the same request again; 0: not unchanged
     */
    record Problem(Kind kind, String detail, List<Violation> violations, long retryAfterSeconds) implements Answer {

        public Problem {
            violations = List.copyOf(violations);
        }

        public Problem(Kind kind, String detail, List<Violation> violations) {
            this(kind, detail, violations, kind.retryAfterSeconds());
        }

        public Problem(Kind kind, String detail) {
            this(kind, detail, List.of());
        }
    }

    /** The kinds of problem, each with its HTTP status. */
    enum Kind {
        MALFORMED(400, "Bad Request"),
        UNAUTHORIZED(401, "Unauthorized"),
        FORBIDDEN(403, "Forbidden"),
        NOT_FOUND(404, "Not Found"),
        METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
        TOO_SLOW(408, "Request Timeout"),
        IN_FLIGHT(409, "Conflict", 1),
        TOO_OLD(409, "Conflict"),
        TOO_LARGE(413, "Content Too Large"),
        URI_TOO_LONG(414, "URI Too Long"),
        UNSUPPORTED(415, "Unsupported Media Type"),
        OVERLOADED(429, "Too Many Requests", 1),
        RATE_LIMITED(429, "Too Many Requests", 1),
        HEADERS_TOO_LARGE(431, "Request Header Fields Too Large"),
        INTERNAL(500, "Internal Server Error"),
        UNAVAILABLE(503, "Service Unavailable", 5);

        private final int status;
        private final String title;
        private final int retryAfterSeconds;

        Kind(int status, String title) {
            this(status, title, 0);
        }

        Kind(int status, String title, int retryAfterSeconds) {
            this.status = status;
            this.title = title;
            this.retryAfterSeconds = retryAfterSeconds;
        }

        public int status() {
            return status;
        }

        public String title() {
            return title;
        }

        /** What holds unless a problem knows better. */
        public int retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }
}
