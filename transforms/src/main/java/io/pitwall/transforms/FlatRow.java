package io.pitwall.transforms;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** The columns of a row that has been flattened, in the order they were met. */
final class FlatRow {

    /** Bounds what one record can make of memory, here and in the schema built from it. */
    static final int MAX_COLUMNS = 10_000;

    /**
     * @param schema null in a row without schemas
     * @param nullable whether the column can be null although its schema does not say so
     */
    private record Column(Place place, @Nullable Schema schema, boolean nullable, @Nullable Object value) {}

    /** What decides the schema of a flat row; more than the nested schema, for data can name columns and count them. */
    record Shape(Schema nested, List<String> names, List<Schema> schemas, BitSet nullable) {}

    private final List<Column> columns = new ArrayList<>();

    void add(Place place, @Nullable Schema schema, boolean nullable, @Nullable Object value) {
        if (columns.size() == MAX_COLUMNS) {
            throw new DataException("expected at most " + MAX_COLUMNS + " columns, found more at field `" + place.path()
                    + "`; for long arrays set arrays to json or keep");
        }
        columns.add(new Column(place, schema, nullable, value));
    }

    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>(columns.size() * 2);
        for (Column column : columns) {
            map.put(column.place.column(), column.value);
        }
        if (map.size() < columns.size()) {
            throw collision();
        }
        return map;
    }

    Shape shape(Schema nested) {
        List<String> names = new ArrayList<>(columns.size());
        List<Schema> schemas = new ArrayList<>(columns.size());
        BitSet nullable = new BitSet(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            names.add(column.place.column());
            schemas.add(Objects.requireNonNull(column.schema, "a row with a schema has columns with schemas"));
            nullable.set(i, column.nullable);
        }
        return new Shape(nested, names, schemas, nullable);
    }

    /** The schema of every row of this row's shape. Name, version and the like are those of the nested one. */
    Schema toSchema(Shape shape) {
        if (new HashSet<>(shape.names).size() < shape.names.size()) {
            throw collision();
        }
        SchemaBuilder builder = Schemas.describedLike(shape.nested, SchemaBuilder.struct());
        if (shape.nested.isOptional()) {
            builder.optional();
        }
        for (int i = 0; i < shape.names.size(); i++) {
            Schema schema = shape.schemas.get(i);
            builder.field(shape.names.get(i), shape.nullable.get(i) ? Schemas.optional(schema) : schema);
        }
        return builder.build();
    }

    Struct toStruct(Schema flatSchema) {
        Struct struct = new Struct(flatSchema);
        for (int i = 0; i < columns.size(); i++) {
            Object value = columns.get(i).value;
            // A field that is never put is null, which put itself refuses where only a default allows it.
            if (value != null) {
                struct.put(flatSchema.fields().get(i), value);
            }
        }
        return struct;
    }

    private DataException collision() {
        Map<String, Place> places = new HashMap<>();
        for (Column column : columns) {
            Place earlier = places.put(column.place.column(), column.place);
            if (earlier != null) {
                return new DataException("fields `%s` and `%s` would both become column `%s`; choose another delimiter"
                                .formatted(earlier.path(), column.place.path(), column.place.column())
                        + " or rename one before");
            }
        }
        throw new IllegalStateException("Every column has a name of its own");
    }
}
