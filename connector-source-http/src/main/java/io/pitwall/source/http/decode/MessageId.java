package io.pitwall.source.http.decode;

import java.util.OptionalLong;

/**
 * What tells a message from every other one, however often it is sent.
 *
 * @param scope within which the id is unique, such as a session; empty where there is one scope for all
 * @param id as text, whatever its type in the body: {@code 7} and {@code "7"} are the same id
 */
public record MessageId(String scope, String id) {

    /** {@code -9223372036854775808} */
    private static final int MAX_CHARS = 20;

    /** The id as a number, where it is an integer of 64 bits in its only spelling: neither {@code 007} nor {@code -0}. */
    public OptionalLong number() {
        if (id.isEmpty() || id.length() > MAX_CHARS || !startsLikeANumber()) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(id);
            return Long.toString(number).equals(id) ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Spares most texts an exception. */
    private boolean startsLikeANumber() {
        char first = id.charAt(0);
        return first == '-' || (first >= '0' && first <= '9');
    }
}
