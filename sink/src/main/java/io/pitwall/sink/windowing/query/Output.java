package io.pitwall.sink.windowing.query;

import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.expression.Type;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;

/**
 * One column of an emitted row, or the several of an aggregate over many columns.
 *
 * @param name       of several columns, with a star in the place of the input column's name
 * @param fieldName  the name where there can be but one: without the star
 * @param expression what leaves the value in the row
 * @param shape      what the value is made of
 * @param type       what is known of the value, or of each value of a list or map, before any row is seen
 */
public record Output(String name, String fieldName, Expression expression, Shape shape, Type type) {

    /** What a value is made of. */
    public enum Shape {
        /** One number, text or boolean. */
        SCALAR,
        /** A {@code List} of scalars. */
        LIST,
        /** A {@code Map} from names of input columns to scalars, null included; one column for each. */
        COLUMNS
    }

    /** The value in a row that the engine has just computed; null if there is none. */
    public Cell in(Row values) {
        return values.cell(expression.slot());
    }

    /** The name of the column made of this input column; only for {@link Shape#COLUMNS}. */
    public String nameFor(String inputColumn) {
        if (name.equals("*")) {
            return inputColumn;
        }
        int star = name.indexOf('*');
        return name.substring(0, star) + inputColumn + name.substring(star + 1);
    }
}
