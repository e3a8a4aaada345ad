package io.pitwall.source.http.authenticate;

import java.util.List;
import java.util.Optional;

/** Reads the header {@code Authorization: <scheme> <credentials>} (RFC 9110, section 11.4). */
final class Authorization {

    private static final String HEADER = "Authorization";

    private Authorization() {}

    /** The credentials; empty where the header is missing, repeated, or of another scheme. */
    static Optional<String> credentials(RequestHead head, String scheme) {
        List<String> values = head.headers(HEADER);
        // Two of them would let a proxy in front believe one and the gateway the other.
        return values.size() == 1 ? credentials(values.get(0), scheme) : Optional.empty();
    }

    private static Optional<String> credentials(String value, String scheme) {
        int end = scheme.length();
        boolean isOfScheme =
                value.length() > end && value.regionMatches(true, 0, scheme, 0, end) && value.charAt(end) == ' ';
        return isOfScheme ? Optional.of(value.substring(end).strip()) : Optional.empty();
    }
}
