package io.pitwall.source.http.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells keys that nobody reads from those that are the connector's or Connect's. */
final class UnknownKeys {

    private static final int MAX_TYPOS = 3;

    private static final Set<String> CONNECT_KEYS = Set.of(
            "name",
            "connector.class",
            "connector.plugin.version",
            // Set by the worker in what it gives a task.
            "task.class",
            "tasks.max",
            "tasks.max.enforce",
            "key.converter",
            "value.converter",
            "header.converter",
            "transforms",
            "predicates",
            "config.action.reload",
            "errors.retry.timeout",
            "errors.retry.delay.max.ms",
            "errors.tolerance",
            "errors.log.enable",
            "errors.log.include.messages",
            "topic.creation.groups",
            "exactly.once.support",
            "transaction.boundary",
            "transaction.boundary.interval.ms",
            "offsets.storage.topic",
            // The worker adds it to what the connector gives each task.
            "task.class");

    /** Keys under these belong to a plug-in or a client, which checks them itself. */
    private static final List<String> CONNECT_PREFIXES = List.of(
            "key.converter.",
            "value.converter.",
            "header.converter.",
            "transforms.",
            "predicates.",
            "errors.",
            "topic.creation.",
            "producer.override.",
            "consumer.override.",
            "admin.override.");

    private UnknownKeys() {}

    static boolean isUnknown(String key, Set<String> ownKeys) {
        return !ownKeys.contains(key)
                && !CONNECT_KEYS.contains(key)
                && CONNECT_PREFIXES.stream().noneMatch(key::startsWith);
    }

    /** What to tell the user about an unknown key. */
    static String complaint(String key, Set<String> ownKeys) {
        String hint = nearest(key, ownKeys)
                .map(known -> "did you mean `" + known + "`?")
                .orElse("see the reference of this connector for its keys.");
        return "Unknown key `" + key + "`; " + hint;
    }

    private static Optional<String> nearest(String key, Set<String> ownKeys) {
        Collection<String> known = new ArrayList<>(ownKeys);
        known.addAll(CONNECT_KEYS);
        return known.stream()
                .filter(candidate -> typos(key, candidate) <= Math.min(MAX_TYPOS, key.length() / 2))
                .min(Comparator.comparingInt((String candidate) -> typos(key, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein distance: insertions, deletions and replacements from one text to the other. */
    private static int typos(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
