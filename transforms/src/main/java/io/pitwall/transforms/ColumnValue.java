package io.pitwall.transforms;

import io.pitwall.transforms.row.ColumnPath;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * One column of a row as Connect data: what the row holds there, with its schema where the row has one.
 *
 * @param value null where the column is missing or null; a schema's default does not stand in
 */
record ColumnValue(@Nullable Schema schema, @Nullable Object value) {

    private static final ColumnValue MISSING = new ColumnValue(null, null);

    /** @throws DataException when the path leads through something that has no fields */
    static ColumnValue in(@Nullable Schema rowSchema, Object row, ColumnPath path) {
        ColumnValue found = new ColumnValue(rowSchema, row);
        for (int i = 0; i < path.names().size(); i++) {
            if (found.value == null) {
                return MISSING;
            }
            found = found.field(path, i);
        }
        return found;
    }

    private ColumnValue field(ColumnPath path, int level) {
        String name = path.names().get(level);
        if (value instanceof Struct struct) {
            Field field = struct.schema().field(name);
            return field == null ? MISSING : new ColumnValue(field.schema(), struct.getWithoutDefault(name));
        }
        if (value instanceof Map<?, ?> map) {
            return new ColumnValue(schema == null ? null : schema.valueSchema(), map.get(name));
        }
        throw new DataException("expected a Map or a Struct in column `%s`, where column `%s` is looked for; found %s"
                .formatted(
                        new ColumnPath(path.names().subList(0, level)),
                        path,
                        value == null ? "null" : value.getClass().getSimpleName()));
    }
}
