package io.pitwall.sink.config;

import io.pitwall.sink.config.keys.WindowSinkKeys;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The values of {@code window.type}, and which keys go with which. */
enum WindowType {
    TUMBLING,
    HOPPING,
    SLIDING,
    SESSION,
    COUNT;

    private static final Set<WindowType> CLOSED_BY_TIME = EnumSet.complementOf(EnumSet.of(COUNT));
    private static final Set<WindowType> PERIODIC = EnumSet.of(TUMBLING, HOPPING);
    private static final Set<WindowType> OPEN_FOR_A_WHILE = EnumSet.of(TUMBLING, HOPPING, SESSION);

    /** Keys that only some types have. A key that every type has, with a value that only some have, is named with the value. */
    private static final List<Rule> RULES = List.of(
            new Rule(WindowSinkKeys.WINDOW_SIZE_MS, "", EnumSet.of(TUMBLING, HOPPING, SLIDING), true),
            new Rule(WindowSinkKeys.WINDOW_ADVANCE_MS, "", EnumSet.of(HOPPING), true),
            new Rule(WindowSinkKeys.SESSION_GAP_MS, "", EnumSet.of(SESSION), true),
            new Rule(WindowSinkKeys.WINDOW_COUNT, "", EnumSet.of(COUNT), true),
            new Rule(WindowSinkKeys.WINDOW_ADVANCE_COUNT, "", EnumSet.of(COUNT), false),
            new Rule(WindowSinkKeys.WINDOW_GRACE_MS, "", CLOSED_BY_TIME, false),
            new Rule(WindowSinkKeys.WINDOW_OFFSET_MS, "", PERIODIC, false),
            new Rule(WindowSinkKeys.WINDOW_TIME_ZONE, "", PERIODIC, false),
            new Rule(WindowSinkKeys.WINDOW_CLOCK, "=key", CLOSED_BY_TIME, false),
            new Rule(WindowSinkKeys.EMIT, "=updates", OPEN_FOR_A_WHILE, false),
            new Rule(WindowSinkKeys.EMIT_EARLY_WHEN, "", OPEN_FOR_A_WHILE, false),
            new Rule(WindowSinkKeys.EMIT_EMPTY, "", PERIODIC, false));

    /** @param value what distinguishes the value that only these types have; empty for any but the default */
    private record Rule(String key, String value, Set<WindowType> types, boolean isRequired) {

        /** Problems with the key's presence or absence. */
        void check(WindowType type, Settings settings) {
            boolean isGiven = settings.isOtherThanDefault(key);
            if (isGiven && !types.contains(type)) {
                settings.problem(
                        key,
                        key + value + " is for " + names() + " windows only; found window.type=" + type.word() + ".");
            }
            if (!isGiven && isRequired && types.contains(type) && !settings.isWrong(key)) {
                settings.problem(key, key + " is required for " + type.word() + " windows" + hint(key) + ".");
            }
        }

        private String names() {
            List<String> names = types.stream().map(WindowType::word).toList();
            int last = names.size() - 1;
            return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
        }
    }

    void check(Settings settings) {
        RULES.forEach(rule -> rule.check(this, settings));
    }

    /** The keys of this type among those that not every type has. */
    Set<String> keys() {
        return RULES.stream()
                .filter(rule -> rule.types().contains(this))
                .map(Rule::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As users write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String hint(String key) {
        return key.equals(WindowSinkKeys.WINDOW_ADVANCE_MS)
                ? "; for windows that do not overlap use window.type=tumbling"
                : "";
    }
}
