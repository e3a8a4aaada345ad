package io.pitwall.transforms;

import io.pitwall.transforms.expression.Compiler;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.expression.Scope;
import io.pitwall.transforms.expression.Syntax;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Columns;
import io.pitwall.transforms.row.Row;
import io.pitwall.transforms.row.RowReader;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * An expression with the cells it computes in, evaluated for one row after another. Each reads the row for itself, so that
 * a row one expression cannot be computed from does no harm to the others. Thread-safe.
 */
final class RowExpression {

    interface CellFunction {
        @Nullable
        Object apply(Cell cell);
    }

    private final Expression expression;
    private final RowReader reader;
    private final Row cells;

    private RowExpression(Expression expression, Columns columns) {
        this.expression = expression;
        this.reader = new RowReader(columns);
        this.cells = columns.newRow();
    }

    static RowExpression compile(Syntax syntax) {
        Columns columns = new Columns();
        return new RowExpression(new Compiler(columns, Scope.of(columns)).compile(syntax), columns);
    }

    /** Like {@link #compile}, refusing what cannot be a condition. */
    static RowExpression compileCondition(Syntax syntax) {
        Columns columns = new Columns();
        return new RowExpression(new Compiler(columns, Scope.of(columns)).compileCondition(syntax), columns);
    }

    /**
     * What the function makes of the result, whose cell it must not keep.
     *
     * @throws EvaluationException when a column holds something the expression cannot compute with
     * @throws DataException when there is no column where a path leads
     */
    synchronized @Nullable Object evaluate(Object row, CellFunction function) {
        reader.read(row, cells);
        return function.apply(expression.evaluate(cells));
    }

    /** Whether the condition is true, not false or null. Throws like {@link #evaluate}. */
    synchronized boolean isTrue(Object row) {
        reader.read(row, cells);
        return expression.isTrue(cells);
    }
}
