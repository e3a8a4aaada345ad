package io.pitwall.sink.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a configuration, under the key where the user should look. */
final class Problems {

    private final Map<String, List<String>> messagesByKey = new LinkedHashMap<>();

    void add(String key, String message) {
        messagesByKey.computeIfAbsent(key, unseen -> new ArrayList<>()).add(message);
    }

    boolean isEmpty() {
        return messagesByKey.isEmpty();
    }

    boolean isAt(String key) {
        return messagesByKey.containsKey(key);
    }

    Map<String, List<String>> messagesByKey() {
        return messagesByKey;
    }

    /** All problems, a line each. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        messagesByKey.forEach((key, messages) -> messages.forEach(message -> lines.add(key + ": " + message)));
        return String.join("\n", lines);
    }
}
