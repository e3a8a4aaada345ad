package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Columns;
import io.pitwall.transforms.row.Row;
import io.pitwall.transforms.row.RowReader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles and evaluates in one go, the way a plugin does it over many rows. */
final class Expressions {

    private Expressions() {}

    static Expression compile(String text) {
        Columns columns = new Columns();
        return new Compiler(columns, Scope.of(columns)).compile(Parser.parse(text));
    }

    /** The value of an expression that names no columns, boxed. */
    static @Nullable Object valueOf(String text) {
        return valueOf(text, Map.of());
    }

    /** The value of an expression for the row that this map is, boxed. */
    static @Nullable Object valueOf(String text, Map<String, ?> values) {
        Columns columns = new Columns();
        Expression expression = new Compiler(columns, Scope.of(columns)).compile(Parser.parse(text));
        Row row = columns.newRow();
        new RowReader(columns).read(values, row);
        return expression.evaluate(row).boxed();
    }

    /** A row of columns in pairs of name and value, which may be null. */
    static Map<String, Object> row(@Nullable Object... namesAndValues) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }
}
