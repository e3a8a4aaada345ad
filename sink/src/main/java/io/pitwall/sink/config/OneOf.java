package io.pitwall.sink.config;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The values a key may have, as the validator refuses others and the recommender offers them. */
record OneOf(List<Object> values) implements ConfigDef.Validator, ConfigDef.Recommender {

    static OneOf of(Object... values) {
        return new OneOf(List.of(values));
    }

    @Override
    public void ensureValid(String name, Object value) {
        if (!values.contains(value)) {
            throw new ConfigException(name, value, "expected " + this);
        }
    }

    @Override
    public List<Object> validValues(String name, Map<String, Object> parsedConfig) {
        return values;
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsedConfig) {
        return true;
    }

    @Override
    public String toString() {
        return "one of " + values;
    }
}
