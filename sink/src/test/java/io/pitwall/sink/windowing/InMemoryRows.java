package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.ColdRows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** State rows that somebody else has, with an index of its own. A scan ends with an exception if the visitor writes. */
final class InMemoryRows implements ColdRows {

    private final Function<byte[], byte @Nullable []> rows;
    private final NavigableMap<byte[], byte[]> index = new TreeMap<>(Arrays::compareUnsigned);

    InMemoryRows(Function<byte[], byte @Nullable []> rows) {
        this.rows = rows;
    }

    @Override
    public byte @Nullable [] get(byte[] rowKey) {
        return rowKey[0] >= INDEX ? index.get(rowKey) : rows.apply(rowKey);
    }

    @Override
    public void write(List<Entry> entries) {
        for (Entry entry : entries) {
            byte[] value = entry.value();
            if (value == null) {
                index.remove(entry.key());
            } else {
                index.put(entry.key(), value);
            }
        }
    }

    @Override
    public void scan(byte[] fromKey, Visitor visitor) {
        for (Map.Entry<byte[], byte[]> row : index.tailMap(fromKey, true).entrySet()) {
            if (!visitor.visit(row.getKey(), row.getValue())) {
                return;
            }
        }
    }
}
