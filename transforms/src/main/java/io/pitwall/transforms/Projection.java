package io.pitwall.transforms;

import io.pitwall.transforms.SelectedColumn.Bound;
import io.pitwall.transforms.SelectedColumn.ValueOfRow;
import io.pitwall.transforms.expression.EvaluationException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Makes of each row the columns of a {@link Selection}. Thread-safe. */
final class Projection {

    /** What decides the columns of the result: a Struct's fields are in its schema, a Map's are not. */
    private record Shape(Schema schema, List<String> fields) {}

    private record Layout(Schema schema, List<Bound> columns) {}

    private final Selection selection;
    private final boolean failuresAreNull;
    private final SchemaCache<Shape, Layout> layoutByShape = new SchemaCache<>();

    /** @param failuresAreNull whether a column that cannot be computed is null, and not an error */
    Projection(Selection selection, boolean failuresAreNull) {
        this.selection = selection;
        this.failuresAreNull = failuresAreNull;
    }

    Map<String, @Nullable Object> project(Map<?, ?> row) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        for (SelectedColumn column : selection.columns(fieldsOf(row))) {
            result.put(column.name(), valueOf(column.name(), column::valueOf, row));
        }
        return result;
    }

    Struct project(Schema schema, Object row) {
        Set<String> fields = row instanceof Map<?, ?> map ? fieldsOf(map) : Set.of();
        Layout layout = layoutByShape.get(new Shape(schema, List.copyOf(fields)), this::layout);
        Struct result = new Struct(layout.schema);
        for (int i = 0; i < layout.columns.size(); i++) {
            Bound column = layout.columns.get(i);
            Object value = valueOf(column.name(), column.value(), row);
            // A field that is never put is null, which put itself refuses where only a default allows it.
            if (value != null) {
                result.put(layout.schema.fields().get(i), value);
            }
        }
        return result;
    }

    private Layout layout(Shape shape) {
        Set<String> fields = new LinkedHashSet<>(shape.fields);
        if (shape.schema.type() == Schema.Type.STRUCT) {
            shape.schema.fields().stream().map(Field::name).forEach(fields::add);
        }
        List<Bound> columns = selection.columns(fields).stream()
                .map(column -> column.bind(shape.schema))
                .toList();
        SchemaBuilder builder = Schemas.describedLike(shape.schema, SchemaBuilder.struct());
        if (shape.schema.isOptional()) {
            builder.optional();
        }
        columns.forEach(column -> builder.field(column.name(), column.schema()));
        return new Layout(builder.build(), columns);
    }

    private static Set<String> fieldsOf(Map<?, ?> row) {
        Set<String> fields = new LinkedHashSet<>();
        for (Object key : row.keySet()) {
            if (!(key instanceof String name)) {
                throw new DataException("expected text as the keys of the map at the top, found "
                        + (key == null ? "null" : "a " + key.getClass().getSimpleName()));
            }
            fields.add(name);
        }
        return fields;
    }

    private @Nullable Object valueOf(String name, ValueOfRow column, Object row) {
        try {
            return column.of(row);
        } catch (EvaluationException | DataException problem) {
            if (failuresAreNull) {
                return null;
            }
            throw new DataException("column `" + name + "`: " + problem.getMessage(), problem);
        }
    }
}
