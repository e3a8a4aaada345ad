package io.pitwall.source.http.acknowledge;

import io.pitwall.source.http.decode.Row;
import org.jspecify.annotations.Nullable;

/**
 * The value of the row a task's worker looks at: it asks for it several times in a row, transform by transform, and then
 * moves on. Thread-safe.
 */
public final class ValueCache {

    private record Entry(Row row, Object value) {}

    private volatile @Nullable Entry latest;

    Object valueOf(Row row) {
        Entry entry = latest;
        if (entry == null || entry.row() != row) {
            entry = new Entry(row, row.value());
            latest = entry;
        }
        return entry.value();
    }

    /** Keeps no value alive while nothing is looked at. */
    public void clear() {
        latest = null;
    }
}
