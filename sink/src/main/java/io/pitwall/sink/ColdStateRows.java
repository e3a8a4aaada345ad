package io.pitwall.sink;

import io.pitwall.sink.state.LocalRows;
import io.pitwall.sink.state.StateChange;
import io.pitwall.sink.windowing.keyed.ColdRows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a shard's local state, for its windows. */
final class ColdStateRows implements ColdRows {

    static {
        // Two packages that must not know each other name the same byte.
        if (ColdRows.INDEX != LocalRows.INDEX) {
            throw new AssertionError("The index of keys must be where local state has room for it");
        }
    }

    private final LocalRows rows;

    ColdStateRows(LocalRows rows) {
        this.rows = rows;
    }

    @Override
    public byte @Nullable [] get(byte[] rowKey) {
        return rows.get(rowKey);
    }

    @Override
    public void write(List<Entry> entries) {
        List<StateChange> changes = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            changes.add(new StateChange(entry.key(), entry.value()));
        }
        rows.writeIndex(changes);
    }

    @Override
    public void scan(byte[] fromKey, Visitor visitor) {
        rows.scan(fromKey, visitor::visit);
    }
}
