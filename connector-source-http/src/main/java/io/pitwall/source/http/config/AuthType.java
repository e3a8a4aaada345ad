package io.pitwall.source.http.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The values of {@code auth.type}. */
enum AuthType {
    NONE,
    BASIC,
    BEARER,
    HMAC;

    /** @param word one of {@link #words} */
    static AuthType of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static List<String> words() {
        return Arrays.stream(values()).map(AuthType::word).toList();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
