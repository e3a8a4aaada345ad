package io.pitwall.sink.config;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds keys that neither this connector nor Connect itself knows: almost always a typo that would be ignored in silence. */
final class UnknownKeys {

    private static final Set<String> CONNECT_KEYS = Set.of(
            "name",
            "connector.class",
            "connector.plugin.version",
            "tasks.max",
            "tasks.max.enforce",
            "topics",
            "topics.regex",
            "key.converter",
            "value.converter",
            "header.converter",
            "transforms",
            "predicates",
            "config.action.reload");

    private static final List<String> CONNECT_PREFIXES = List.of(
            "key.converter.",
            "value.converter.",
            "header.converter.",
            "transforms.",
            "predicates.",
            "errors.",
            "consumer.override.",
            "producer.override.",
            "admin.override.");

    private static final List<String> OWN_PREFIXES = List.of(
            WindowSinkKeys.KAFKA_PREFIX,
            WindowSinkKeys.OUTPUT_KEY_CONVERTER + ".",
            WindowSinkKeys.OUTPUT_VALUE_CONVERTER + ".");

    private UnknownKeys() {}

    static void find(Collection<String> given, Set<String> known, Problems problems) {
        for (String key : given) {
            if (!known.contains(key) && !CONNECT_KEYS.contains(key) && !startsWithAny(key)) {
                problems.add(key, "Unknown key `" + key + "`" + suggestion(key, known));
            }
        }
    }

    private static boolean startsWithAny(String key) {
        return CONNECT_PREFIXES.stream().anyMatch(key::startsWith)
                || OWN_PREFIXES.stream().anyMatch(key::startsWith);
    }

    private static String suggestion(String key, Set<String> known) {
        Optional<String> nearest = known.stream()
                .filter(candidate -> distance(key, candidate) <= Math.max(2, key.length() / 4))
                .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)));
        return nearest.map(candidate -> "; did you mean `" + candidate + "`?")
                .orElse("; see the reference of this connector for its keys.");
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = above[0];
            above[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = above[j];
                above[j] = Math.min(replaced, Math.min(above[j], above[j - 1]) + 1);
            }
        }
        return above[b.length()];
    }
}
