package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Columns;
import io.pitwall.transforms.row.Row;
import io.pitwall.transforms.row.RowReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles and evaluates in one go what a plugin compiles once and evaluates over many rows. */
final class Expressions {

    /** A row with a column of every kind; {@code missing} and the like are null. */
    static final Map<String, Object> SAMPLE = Map.ofEntries(
            Map.entry("i", 7L),
            Map.entry("x", 2.5),
            Map.entry("nan", Double.NaN),
            Map.entry("inf", Double.POSITIVE_INFINITY),
            Map.entry("yes", true),
            Map.entry("no", false),
            Map.entry("s", "text"),
            Map.entry("list", List.of(1L)),
            Map.entry("a", Map.of("b", 5L, "end", 6L)),
            Map.entry("a.b", 8L),
            Map.entry("accelerometer-x", 0.5),
            Map.entry("tick`ed", 9L));

    private Expressions() {}

    static Expression compile(String text) {
        Columns columns = new Columns();
        return new Compiler(columns, Scope.of(columns)).compile(Parser.parse(text));
    }

    /** The value for a row, boxed. */
    static @Nullable Object valueOf(String text, Map<String, ?> values) {
        Columns columns = new Columns();
        Expression expression = new Compiler(columns, Scope.of(columns)).compile(Parser.parse(text));
        Row row = columns.newRow();
        new RowReader(columns).read(values, row);
        return expression.evaluate(row).boxed();
    }

    /** The value for the sample row as a literal: {@code 3}, {@code 3.0}, {@code 'text'}, {@code true}, {@code null}. */
    static String shown(String text) {
        Object value = valueOf(text, SAMPLE);
        return value instanceof String ? "'" + value + "'" : String.valueOf(value);
    }
}
