package io.pitwall.source.http.decode;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record to be: its key and its fields.
 *
 * @param key null where no key field is configured, or the row has none
 * @param fields values are {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code List}, {@code Map} or null
 */
public record Row(@Nullable String key, Map<String, @Nullable Object> fields) {}
