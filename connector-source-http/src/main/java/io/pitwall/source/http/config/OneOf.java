package io.pitwall.source.http.config;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A config value that is one of a few words; UIs offer the same words that validation accepts. */
record OneOf(List<String> words) implements ConfigDef.Validator, ConfigDef.Recommender {

    OneOf {
        words = List.copyOf(words);
    }

    @Override
    public void ensureValid(String key, Object value) {
        if (!(value instanceof String word) || !words.contains(word)) {
            throw new ConfigException(key, value, "Expected " + this + ".");
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
