package io.pitwall.transforms;

import io.pitwall.transforms.row.ColumnPath;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record key from columns of the value: one column gives its plain value, several a struct of them (a map where
 * the value has no schema), each named by the last name of its path.
 *
 * <p>A column that is missing or null is an error, since the record would go to another partition than its siblings. A
 * tombstone, which has no columns, keeps its key.
 */
public final class KeyBy<R extends ConnectRecord<R>> extends RowTransform<R> {

    static final String COLUMNS = "columns";

    static final ConfigDef CONFIG = new ConfigDef()
            .define(
                    COLUMNS,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.LambdaValidator.with(
                            (key, value) -> columns(key, value), () -> "column names, separated by commas"),
                    Importance.HIGH,
                    "The columns of the value that become the key. One column: its plain value; several: a struct."
                            + " Nested ones as a.b; a name that itself holds a dot in backquotes.",
                    "Key",
                    1,
                    Width.LONG,
                    "Columns");

    private final SchemaCache<List<Schema>, Schema> keySchemaByFieldSchemas = new SchemaCache<>();
    private List<ColumnPath> columns;

    @SuppressWarnings("NullAway.Init") // Connect calls configure before all else
    public KeyBy() {
        super(RecordPart.VALUE, CONFIG);
    }

    @Override
    void configure(StrictConfig config) {
        columns = columns(COLUMNS, config.getList(COLUMNS));
    }

    private static List<ColumnPath> columns(String key, @Nullable Object value) {
        if (!(value instanceof List<?> names) || names.isEmpty()) {
            throw new ConfigException(key, value, "expected at least one column");
        }
        List<ColumnPath> columns = names.stream()
                .map(name -> ColumnNames.parse(key, (String) name))
                .toList();
        Set<String> fields = new HashSet<>();
        for (ColumnPath column : columns) {
            if (!fields.add(lastName(column))) {
                throw new ConfigException(
                        key, value, "expected columns of different names, found `" + lastName(column) + "` twice");
            }
        }
        return columns;
    }

    @Override
    R transform(R record, @Nullable Schema schema, Object row) {
        List<ColumnValue> fields = columns.stream()
                .map(column -> ColumnValue.in(schema, row, column))
                .toList();
        requirePresent(fields);
        if (fields.size() == 1) {
            return RecordPart.KEY.replace(
                    record, fields.get(0).schema(), fields.get(0).value());
        }
        if (schema == null) {
            return RecordPart.KEY.replace(record, null, map(fields));
        }
        Schema keySchema = keySchemaByFieldSchemas.get(schemas(fields), this::keySchema);
        return RecordPart.KEY.replace(record, keySchema, struct(keySchema, fields));
    }

    private void requirePresent(List<ColumnValue> fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).value() == null) {
                throw new DataException("expected a value for the key in column `" + columns.get(i)
                        + "`, found nothing (it is missing or null)");
            }
        }
    }

    private Map<String, @Nullable Object> map(List<ColumnValue> fields) {
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            key.put(name(i), fields.get(i).value());
        }
        return key;
    }

    private static Struct struct(Schema keySchema, List<ColumnValue> fields) {
        Struct key = new Struct(keySchema);
        for (int i = 0; i < fields.size(); i++) {
            key.put(keySchema.fields().get(i), fields.get(i).value());
        }
        return key;
    }

    private static List<Schema> schemas(List<ColumnValue> fields) {
        return fields.stream()
                .map(field -> Objects.requireNonNull(field.schema(), "a column of a row with a schema has one"))
                .toList();
    }

    private Schema keySchema(List<Schema> fieldSchemas) {
        SchemaBuilder builder = SchemaBuilder.struct();
        for (int i = 0; i < fieldSchemas.size(); i++) {
            builder.field(name(i), fieldSchemas.get(i));
        }
        return builder.build();
    }

    private String name(int column) {
        return lastName(columns.get(column));
    }

    private static String lastName(ColumnPath column) {
        return column.names().get(column.names().size() - 1);
    }
}
