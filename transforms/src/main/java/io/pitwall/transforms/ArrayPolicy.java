package io.pitwall.transforms;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of an array in a flat row. */
enum ArrayPolicy {
    /** A column for each element, numbered from 0; none for an empty or null array. */
    INDEX,
    /** One text column with the array as JSON. */
    JSON,
    /** One column with the array as it is, its elements not flattened. */
    KEEP,
    /** The first element in the array's place, flattened in turn; null for an empty or null array. */
    FIRST,
    /** The last element in the array's place, likewise. */
    LAST;

    static List<String> names() {
        return Arrays.stream(values()).map(ArrayPolicy::configName).toList();
    }

    /** The policy of a name that validation has accepted, in any case. */
    static ArrayPolicy named(String configName) {
        return valueOf(configName.toUpperCase(Locale.ROOT));
    }

    String configName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
