package io.pitwall.sink.config;

import io.pitwall.sink.config.keys.WindowSinkKeys;
import io.pitwall.transforms.expression.Spelling;
import java.util.Collection;
import java.util.List;
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
            "config.action.reload",
            "task.class");

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
        return Spelling.nearest(key, known)
                .map(candidate -> "; did you mean `" + candidate + "`?")
                .orElse("; see the reference of this connector for its keys.");
    }
}
