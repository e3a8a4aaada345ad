package io.pitwall.pack.gateway;

import java.net.http.HttpResponse;

/** How one attempt to post a message ended. */
enum Outcome {
    ACKNOWLEDGED(Fate.WRITTEN),
    /** 409: an earlier attempt is still under way, or the gateway cannot tell. */
    CONFLICT(Fate.NOT_BY_THIS_ATTEMPT),
    /** 429. */
    OVERLOADED(Fate.NOT_BY_THIS_ATTEMPT),
    /** 503 that says that nothing was written. */
    REFUSED(Fate.NOT_BY_THIS_ATTEMPT),
    /** 503 that says that the rows may have been written. */
    UNCONFIRMED(Fate.UNKNOWN),
    /** 404 of a worker that has no task of the connector and never had. */
    NOT_HERE(Fate.NOT_BY_THIS_ATTEMPT),
    /** No connection. */
    UNREACHABLE(Fate.NOT_BY_THIS_ATTEMPT),
    /** The connection broke, or the answer did not come in time. */
    CUT_OFF(Fate.UNKNOWN);

    /** Whether the rows are in the topic because of the attempt. */
    enum Fate {
        WRITTEN,
        NOT_BY_THIS_ATTEMPT,
        UNKNOWN
    }

    private final Fate fate;

    Outcome(Fate fate) {
        this.fate = fate;
    }

    Fate fate() {
        return fate;
    }

    /** @throws IllegalStateException where a client that posts correct bodies must not get such an answer */
    static Outcome of(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 200 -> ACKNOWLEDGED;
            case 404 -> NOT_HERE;
            case 409 -> CONFLICT;
            case 429 -> OVERLOADED;
            case 503 -> answer.body().contains("nothing was written") ? REFUSED : UNCONFIRMED;
            default ->
                throw new IllegalStateException("Expected 200, 404, 409, 429 or 503 for a correct body; found "
                        + answer.statusCode() + ": " + answer.body());
        };
    }
}
