package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Cell;

/** A row holds a value that an expression cannot compute with. Names the column and the place, never the value. */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    EvaluationException(String message) {
        super(message);
    }

    /** {@code Expected a number for `sqrt`, found text in column `a.b` at position 6}. */
    public static EvaluationException expected(Object needed, String user, Cell found, Syntax operand) {
        String holder = operand instanceof Syntax.Column column
                ? "column `" + column.path() + "`"
                : "`" + operand.source() + "`";
        return new EvaluationException("Expected " + needed + " for " + user + ", found " + describe(found) + " in "
                + holder + " at position " + operand.position());
    }

    private static String describe(Cell cell) {
        return switch (cell.kind()) {
            case NULL -> "null";
            case BOOLEAN -> "a boolean";
            case LONG, DOUBLE -> "a number";
            case TEXT -> "text";
            case OTHER -> "a list, an object or bytes";
        };
    }
}
