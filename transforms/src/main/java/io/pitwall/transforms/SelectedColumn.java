package io.pitwall.transforms;

import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.expression.Syntax;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.ColumnPath;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** One column of what {@link Select} makes of a row. */
sealed interface SelectedColumn {

    String name();

    /**
     * The column bound to rows of one schema.
     *
     * @throws ConfigException when no one schema fits its values, which no other row of this schema would change
     */
    Bound bind(Schema rowSchema);

    /**
     * Its value for a row without a schema.
     *
     * @throws DataException when the row has no column where the path leads
     * @throws EvaluationException when the row holds something it cannot be computed from
     */
    @Nullable
    Object valueOf(Object row);

    /** A column whose schema is known, and that gives values of that schema. */
    record Bound(String name, Schema schema, ValueOfRow value) {}

    /** As {@link SelectedColumn#valueOf}, exceptions included. */
    interface ValueOfRow {
        @Nullable
        Object of(Object row);
    }

    /** A field of the row that {@code *} stands for. */
    record Kept(String name) implements SelectedColumn {
        @Override
        public Bound bind(Schema rowSchema) {
            Schema schema = Schemas.at(rowSchema, ColumnPath.of(name));
            return new Bound(name, Objects.requireNonNull(schema, "the row has this field"), this::valueOf);
        }

        @Override
        public @Nullable Object valueOf(Object row) {
            return row instanceof Struct struct ? struct.getWithoutDefault(name) : ((Map<?, ?>) row).get(name);
        }
    }

    /** A column under this or another name, with the schema and value it has. */
    record Moved(String name, ColumnPath path) implements SelectedColumn {
        @Override
        public Bound bind(Schema rowSchema) {
            Schema schema = Schemas.at(rowSchema, path);
            return new Bound(name, schema == null ? Schema.OPTIONAL_STRING_SCHEMA : schema, this::valueOf);
        }

        @Override
        public @Nullable Object valueOf(Object row) {
            return ColumnValue.in(null, row, path).value();
        }
    }

    /** The value of an expression. */
    record Computed(String name, Syntax syntax, RowExpression expression) implements SelectedColumn {
        @Override
        public Bound bind(Schema rowSchema) {
            ComputedType type = new Typing(rowSchema).type(syntax);
            Schema schema = type.schema().orElseThrow(this::noSchema);
            return new Bound(name, schema, row -> expression.evaluate(row, type::valueOf));
        }

        private ConfigException noSchema() {
            return new ConfigException("The schema of the row does not tell the type of column `" + name
                    + "` in select, or its values differ in type; say which with cast(... as ...).");
        }

        @Override
        public @Nullable Object valueOf(Object row) {
            return expression.evaluate(row, Cell::boxed);
        }
    }
}
