package io.pitwall.source.http.deduplicate;

import io.pitwall.source.http.decode.MessageId;
import java.util.OptionalLong;

/**
 * Identity of a message, as it is remembered. Messages with numbers are remembered together, by their scope; one with a name
 * is remembered by itself.
 *
 * @param fingerprint of the scope where there is a number, else of all that names the message
 */
public record MessageKey(Fingerprint fingerprint, OptionalLong number) {

    /** Changing it would make everybody forget: a bucket is where the stored offsets say it is. */
    public static final int BUCKETS = 1 << 14;

    /**
     * The key of a message by what its body says.
     *
     * @param route the path as configured: each has its own messages
     */
    public static MessageKey of(String route, MessageId id) {
        OptionalLong number = id.number();
        return number.isPresent()
                ? new MessageKey(Fingerprint.of("scope", route, id.scope()), number)
                : named(Fingerprint.of("message", route, id.scope(), id.id()));
    }

    /** The key of a whole request by its header; a name also where it consists of digits, for nothing says they count up. */
    public static MessageKey ofRequest(String path, String client, String idempotencyKey) {
        return named(Fingerprint.of("request", path, client, idempotencyKey));
    }

    private static MessageKey named(Fingerprint fingerprint) {
        return new MessageKey(fingerprint, OptionalLong.empty());
    }

    /** Where it is remembered: {@code [0, BUCKETS)}. */
    public int bucket() {
        return (int) (fingerprint.high() & (BUCKETS - 1));
    }
}
