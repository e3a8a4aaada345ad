package io.pitwall.sink.config;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/** The values of a configuration, key by key, and where problems with them go. A value that is wrong by itself reads as its default. */
final class Settings {

    private final Map<String, Object> defaults;
    private final AbstractConfig config;
    private final Problems problems;

    /** @param defaults those that users know, by key */
    Settings(Map<String, Object> defaults, AbstractConfig config, Problems problems) {
        this.defaults = defaults;
        this.config = config;
        this.problems = problems;
    }

    /** Trimmed; empty for a key without a value. */
    String text(String key) {
        @Nullable String value = config.getString(key);
        return value == null ? "" : value.trim();
    }

    Optional<String> textIfAny(String key) {
        return Optional.of(text(key)).filter(text -> !text.isEmpty());
    }

    /** One of a few words, which validation takes in any case, as the name of a constant. */
    <E extends Enum<E>> E word(String key, Class<E> words) {
        return Enum.valueOf(words, text(key).toUpperCase(Locale.ROOT));
    }

    /** The value of a key that has a default. */
    long number(String key) {
        return config.getLong(key);
    }

    Optional<Long> numberIfAny(String key) {
        return Optional.ofNullable(config.getLong(key));
    }

    /** Empty for -1, which stands for no limit. */
    Optional<Long> limit(String key) {
        return Optional.of(number(key)).filter(value -> value >= 0);
    }

    Optional<Class<?>> type(String key) {
        return Optional.ofNullable(config.getClass(key));
    }

    /** Keys below a prefix, without it. */
    Map<String, Object> withPrefix(String prefix) {
        return config.originalsWithPrefix(prefix);
    }

    /** Whether a value says something else than its key left out: a user interface may well give every default. */
    boolean isOtherThanDefault(String key) {
        Object value = config.values().get(key);
        Object defaultValue = defaults.get(key);
        if (value instanceof String text && defaultValue instanceof String word) {
            return !text.trim().equalsIgnoreCase(word);
        }
        return !Objects.equals(value, defaultValue);
    }

    /** Whether a problem with a key is known. */
    boolean isWrong(String key) {
        return problems.isAt(key);
    }

    void problem(String key, String message) {
        problems.add(key, message);
    }
}
