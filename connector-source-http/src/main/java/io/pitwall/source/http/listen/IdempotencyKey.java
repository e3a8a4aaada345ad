package io.pitwall.source.http.listen;

import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.route.RouteSettings;
import java.util.List;
import java.util.Optional;

/** The name that a client gives a request in a header, such as {@code Idempotency-Key}, to send it again under the same. */
final class IdempotencyKey {

    private static final int MAX_CHARS = 255;

    private IdempotencyKey() {}

    /** Empty where the request has none, or the route does not look for it. The request has passed {@link #complaint}. */
    static Optional<String> of(Head head, RouteSettings route) {
        return route.idempotencyHeader()
                .flatMap(name -> head.headers(name).stream().findFirst());
    }

    /** What is wrong with the header, for which the request is refused. */
    static Optional<Problem> complaint(Head head, RouteSettings route) {
        return route.idempotencyHeader()
                .filter(name -> !isUsable(head.headers(name)))
                .map(name -> new Problem(
                        Kind.MALFORMED,
                        "Expected the header " + name + " at most once, with 1 to " + MAX_CHARS
                                + " characters; nothing was written."));
    }

    private static boolean isUsable(List<String> values) {
        return values.size() <= 1 && values.stream().allMatch(value -> !value.isBlank() && value.length() <= MAX_CHARS);
    }
}
