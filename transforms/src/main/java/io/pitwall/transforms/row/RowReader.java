package io.pitwall.transforms.row;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Puts the columns of a record's value into a row, whatever form the value has: a JSON object as {@code byte[]},
 * {@link ByteBuffer} or {@code String}, a {@code Map} with string keys, or a {@link Struct}. The same row in any of these
 * forms gives the same cells.
 *
 * <p>Integers that fit 64 bits are {@code LONG}, all other numbers {@code DOUBLE}; dates and times are milliseconds;
 * lists, maps, structs and bytes are {@code OTHER}. What is wanted by a pattern is every field at the top of the row that
 * matches and is {@code LONG} or {@code DOUBLE}; fields of other kinds are passed over. A field that is there twice counts as its last occurrence. Used by
 * one thread, with rows made by the same {@link Columns}.
 */
public final class RowReader {

    private final int[] columnSlots;
    private final int[] patternSlots;
    private final JsonRowReader json;
    private final ObjectRowReader objects;

    /** For the columns named so far; must come after the last expression is compiled. */
    public RowReader(Columns columns) {
        List<ColumnPath> paths = columns.paths();
        columnSlots = paths.stream().mapToInt(columns::slotOf).toArray();
        patternSlots =
                columns.patterns().stream().mapToInt(Columns.Matching::slot).toArray();
        WantedField wanted = WantedField.tree(columns);
        objects = new ObjectRowReader(wanted);
        json = new JsonRowReader(wanted, objects);
    }

    /**
     * Sets the cell of every column, to null where the value does not have it. Throws {@link DataException}, which says
     * what was found where but never repeats it, for a value that is not a row; the cells are then undefined.
     */
    public void read(@Nullable Object value, Row row) {
        for (int slot : columnSlots) {
            row.cell(slot).setNull();
        }
        for (int slot : patternSlots) {
            NumericColumns.in(row.cell(slot)).clear();
        }
        if (value instanceof byte[] bytes) {
            json.read(bytes, 0, bytes.length, row);
        } else if (value instanceof Map<?, ?> map) {
            objects.read(map, row);
        } else if (value instanceof Struct struct) {
            objects.read(struct, row);
        } else if (value instanceof String text) {
            json.read(text, row);
        } else if (value instanceof ByteBuffer buffer) {
            read(buffer, row);
        } else {
            throw notARow(value);
        }
    }

    private void read(ByteBuffer buffer, Row row) {
        if (buffer.hasArray()) {
            json.read(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining(), row);
        } else {
            byte[] bytes = RawBytes.of(buffer);
            json.read(bytes, 0, bytes.length, row);
        }
    }

    private static DataException notARow(@Nullable Object value) {
        if (value == null) {
            return new DataException("Expected a row, found a null value (a tombstone)");
        }
        return new DataException("Expected a row as JSON bytes, JSON text, Map or Struct, found "
                + value.getClass().getName() + "; check the converter");
    }
}
