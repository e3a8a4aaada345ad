package io.pitwall.source.http.decode;

import java.util.Locale;
import java.util.Optional;

/** How a body is cut into JSON values. */
public enum BodyFormat {
    /** One JSON value. */
    JSON,
    /** One JSON value per line. */
    NDJSON;

    /** What a {@code Content-Type} header announces; empty for a type or character set the gateway does not take. */
    public static Optional<BodyFormat> ofContentType(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            if (!isAcceptable(parts[i].strip())) {
                return Optional.empty();
            }
        }
        String mediaType = parts[0].strip();
        if (mediaType.equals("application/json")
                || (mediaType.startsWith("application/") && mediaType.endsWith("+json"))) {
            return Optional.of(JSON);
        }
        if (mediaType.equals("application/x-ndjson") || mediaType.equals("application/ndjson")) {
            return Optional.of(NDJSON);
        }
        return Optional.empty();
    }

    /** Any parameter but a foreign character set; ASCII is a part of UTF-8. */
    private static boolean isAcceptable(String parameter) {
        if (!parameter.startsWith("charset=")) {
            return true;
        }
        String charset = parameter.substring("charset=".length()).replace("\"", "");
        return charset.equals("utf-8") || charset.equals("utf8") || charset.equals("us-ascii");
    }
}
