package io.pitwall.transforms;

import java.util.HashMap;
import java.util.Map;

/** Configs for tests, written as key, value, key, value. */
final class Config {

    private Config() {}

    static Map<String, String> of(String... keysAndValues) {
        Map<String, String> config = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return config;
    }
}
