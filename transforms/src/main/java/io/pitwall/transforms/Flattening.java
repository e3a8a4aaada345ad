package io.pitwall.transforms;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * One row on its way from nested to flat.
 *
 * <p>The walk follows the schema where there is one, so that a null struct still yields its columns, all null; and the
 * value where there is none. What only the value can tell (how long an array is, what a map holds, what a pivot names)
 * makes columns that other rows may lack, which are therefore nullable.
 */
final class Flattening {

    private interface FieldVisitor {
        void visit(String name, @Nullable Schema schema, @Nullable Object value);
    }

    private final FlatteningRules rules;
    private final FlatRow flat = new FlatRow();

    private Flattening(FlatteningRules rules) {
        this.rules = rules;
    }

    /**
     * @param row a Struct or a Map, as its schema says if it has one; only read
     * @throws DataException when the row cannot be flattened, naming the field
     */
    static FlatRow flatten(FlatteningRules rules, @Nullable Schema schema, Object row) {
        Flattening flattening = new Flattening(rules);
        flattening.addRow(schema, row);
        return flattening.flat;
    }

    private void addRow(@Nullable Schema schema, Object row) {
        Optional<Pivot> pivot = rules.pivot();
        Optional<String> pivotName = pivot.flatMap(fields -> fields.nameIn(row));
        if (pivot.isEmpty() || pivotName.isEmpty()) {
            boolean nullable = isMap(schema);
            visitFields(
                    null,
                    schema,
                    row,
                    (name, fieldSchema, value) -> add(Place.topLevel(name), fieldSchema, nullable, value));
        } else {
            addPivotedRow(pivot.get(), pivotName.get(), schema, row);
        }
    }

    private void addPivotedRow(Pivot pivot, String pivotName, @Nullable Schema schema, Object row) {
        boolean nullable = isMap(schema);
        visitFields(null, schema, row, (name, fieldSchema, value) -> {
            if (name.equals(pivot.valueField())) {
                add(Place.renamed(name, pivotName), fieldSchema, true, value);
            } else if (!name.equals(pivot.nameField())) {
                add(Place.topLevel(name), fieldSchema, nullable, value);
            }
        });
    }

    private void add(Place place, @Nullable Schema schema, boolean nullable, @Nullable Object value) {
        if (isArray(schema, value)) {
            addArray(place, schema, nullable, (List<?>) value);
        } else if (hasFields(schema, value)) {
            boolean fieldsNullable = nullable || canLackFields(schema);
            visitFields(
                    place,
                    schema,
                    value,
                    (name, fieldSchema, fieldValue) ->
                            add(place.child(name, rules.delimiter()), fieldSchema, fieldsNullable, fieldValue));
        } else {
            flat.add(place, schema, nullable, value);
        }
    }

    private void addArray(Place place, @Nullable Schema schema, boolean nullable, @Nullable List<?> array) {
        List<?> elements = array == null ? List.of() : array;
        Schema elementSchema = schema == null ? null : schema.valueSchema();
        switch (rules.arrays()) {
            case INDEX -> {
                for (int i = 0; i < elements.size(); i++) {
                    add(place.child(Integer.toString(i), rules.delimiter()), elementSchema, true, elements.get(i));
                }
            }
            case JSON -> addJson(place, schema, nullable, array);
            case KEEP -> flat.add(place, schema, nullable, array);
            case FIRST -> add(place.element(), elementSchema, true, elements.isEmpty() ? null : elements.get(0));
            case LAST ->
                add(
                        place.element(),
                        elementSchema,
                        true,
                        elements.isEmpty() ? null : elements.get(elements.size() - 1));
        }
    }

    private void addJson(Place place, @Nullable Schema schema, boolean nullable, @Nullable List<?> array) {
        String json = array == null ? null : JsonText.of(place, array);
        flat.add(place, schema == null ? null : Schema.STRING_SCHEMA, nullable || isNullable(schema), json);
    }

    private static boolean isArray(@Nullable Schema schema, @Nullable Object value) {
        return schema == null ? value instanceof List : schema.type() == Schema.Type.ARRAY;
    }

    private static boolean hasFields(@Nullable Schema schema, @Nullable Object value) {
        return schema == null
                ? value instanceof Map || value instanceof Struct
                : schema.type() == Schema.Type.MAP || schema.type() == Schema.Type.STRUCT;
    }

    /** Whether the fields below an object of this schema can all be missing at once, or one by one as a map's can. */
    private static boolean canLackFields(@Nullable Schema schema) {
        return isMap(schema) || isNullable(schema);
    }

    private static boolean isMap(@Nullable Schema schema) {
        return schema != null && schema.type() == Schema.Type.MAP;
    }

    private static boolean isNullable(@Nullable Schema schema) {
        return schema != null && Schemas.isNullable(schema);
    }

    /** @param place of the object, for messages; null for the row itself */
    private static void visitFields(
            @Nullable Place place, @Nullable Schema schema, @Nullable Object value, FieldVisitor visitor) {
        if (value instanceof Map<?, ?> map) {
            Schema valueSchema = schema == null ? null : schema.valueSchema();
            map.forEach((key, item) -> visitor.visit(nameFrom(place, key), valueSchema, item));
        } else if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                visitor.visit(field.name(), field.schema(), struct.getWithoutDefault(field.name()));
            }
        } else if (schema != null && schema.type() == Schema.Type.STRUCT) {
            for (Field field : schema.fields()) {
                visitor.visit(field.name(), field.schema(), null);
            }
        }
    }

    private static String nameFrom(@Nullable Place place, @Nullable Object key) {
        if (key instanceof String name) {
            return name;
        }
        if (key instanceof Long || key instanceof Integer || key instanceof Short || key instanceof Byte) {
            return key.toString();
        }
        throw new DataException("expected texts or integers as the keys of the map at %s, found %s"
                .formatted(
                        place == null ? "the top" : "`" + place.path() + "`",
                        key == null ? "null" : "a " + key.getClass().getSimpleName()));
    }
}
