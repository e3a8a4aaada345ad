package io.pitwall.transforms;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of a row with a value that {@link Select} cannot compute with. */
enum ErrorPolicy {
    /** An error, with which Connect deals as {@code errors.tolerance} says. */
    FAIL,
    /** The column is null; a condition that cannot be computed counts as null, so it does not hold. */
    NULL,
    /** The record is dropped. */
    DROP;

    static List<String> names() {
        return Arrays.stream(values()).map(ErrorPolicy::configName).toList();
    }

    /** The policy of a name that validation has accepted, in any case. */
    static ErrorPolicy named(String configName) {
        return valueOf(configName.toUpperCase(Locale.ROOT));
    }

    String configName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
