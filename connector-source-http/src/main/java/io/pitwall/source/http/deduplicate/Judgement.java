package io.pitwall.source.http.deduplicate;

import java.util.Set;

/**
 * What is to be done with a request.
 *
 * @param verdict on the request as a whole: {@code NEW} where any of its messages is to be written, {@code COMMITTED} where
 *     none is; and one message that is in flight or too old is reason enough to write nothing
 * @param fresh the messages to write, where the verdict is {@code NEW}; the others are committed
 */
public record Judgement(Verdict verdict, Set<MessageKey> fresh) {

    public Judgement {
        fresh = Set.copyOf(fresh);
    }
}
