package io.pitwall.sink.windowing.query;

import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;

/** One column of an emitted row. */
public record Output(String name, Expression expression) {

    /** The column's value in a row that the engine has just computed. */
    public Cell in(Row values) {
        return values.cell(expression.slot());
    }
}
