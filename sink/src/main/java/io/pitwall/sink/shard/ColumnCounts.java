package io.pitwall.sink.shard;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How often something happened, by column or expression. Bounded: a query with a pattern may meet thousands of columns. */
final class ColumnCounts {

    static final int MAX_COLUMNS = 100;
    /** Stands for the columns that came after the first {@link #MAX_COLUMNS}. */
    static final String OTHER = "(other)";

    private final Map<String, Long> counts = new TreeMap<>();

    void count(String column) {
        boolean isNamed = counts.containsKey(column) || counts.size() < MAX_COLUMNS;
        counts.merge(isNamed ? column : OTHER, 1L, Long::sum);
    }

    Map<String, Long> snapshot() {
        return counts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(counts));
    }
}
