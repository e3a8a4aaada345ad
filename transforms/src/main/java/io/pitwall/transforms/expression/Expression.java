package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;

/**
 * A compiled expression. Immutable, but what it computes lives in the row: several threads may share it only with a row
 * each.
 */
public final class Expression {

    private final Syntax syntax;
    private final Program program;

    Expression(Syntax syntax, Program program) {
        this.syntax = syntax;
        this.program = program;
    }

    /** The expression as the user wrote it. */
    public String source() {
        return syntax.source();
    }

    public Type type() {
        return program.result().type();
    }

    /** Where in the row {@link #evaluate} leaves the value: a register, or the slot of a bare column. */
    public int slot() {
        return program.result().slot();
    }

    /**
     * The value for this row, in a cell that belongs to the row and holds until the next evaluation. Throws
     * {@link EvaluationException} where a column is of no use to the expression.
     */
    public Cell evaluate(Row row) {
        return program.run(row);
    }

    /** Is the value true, rather than false or null? For expressions that are conditions. */
    public boolean isTrue(Row row) {
        Cell value = program.run(row);
        if (value.isNull()) {
            return false;
        }
        program.result().require(Type.BOOLEAN, value, "a condition");
        return value.asBoolean();
    }

    @Override
    public String toString() {
        return source();
    }
}
