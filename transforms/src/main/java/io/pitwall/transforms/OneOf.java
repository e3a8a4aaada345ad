package io.pitwall.transforms;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A config value that is one of a few words, in any case; UIs offer the same words that validation accepts. */
public record OneOf(List<String> words) implements ConfigDef.Validator, ConfigDef.Recommender {

    public OneOf {
        words = List.copyOf(words);
    }

    public static OneOf of(String... words) {
        return new OneOf(List.of(words));
    }

    @Override
    public void ensureValid(String key, Object value) {
        if (words.stream().noneMatch(word -> word.equalsIgnoreCase(String.valueOf(value)))) {
            throw new ConfigException(key, value, "expected one of " + String.join(", ", words));
        }
    }

    @Override
    public List<Object> validValues(String key, Map<String, Object> otherValues) {
        return List.copyOf(words);
    }

    @Override
    public boolean visible(String key, Map<String, Object> otherValues) {
        return true;
    }

    @Override
    public String toString() {
        return "one of " + String.join(", ", words);
    }
}
