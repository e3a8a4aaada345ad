package io.pitwall.source.http.decode;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a body is compressed on its way. */
public enum ContentCoding {
    IDENTITY,
    GZIP,
    ZSTD;

    /** What a {@code Content-Encoding} header announces; empty for a coding the gateway does not take, and for several in a row. */
    public static Optional<ContentCoding> ofHeader(@Nullable String contentEncoding) {
        String coding =
                contentEncoding == null ? "identity" : contentEncoding.strip().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "", "identity" -> Optional.of(IDENTITY);
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "zstd" -> Optional.of(ZSTD);
            default -> Optional.empty();
        };
    }
}
