package io.pitwall.source.http.deduplicate;

import java.util.HashMap;
import java.util.Map;

/** The rows that are committed, however often; survives every crash, as the offsets do. */
final class SimulatedKafka {

    /** Row {@code index} of a message. */
    record RowName(MessageKey message, int index) {}

    final StoredOffsets offsets = new StoredOffsets();
    private final Map<RowName, Integer> rows = new HashMap<>();

    void append(RowName row) {
        rows.merge(row, 1, Integer::sum);
    }

    int copies(RowName row) {
        return rows.getOrDefault(row, 0);
    }
}
