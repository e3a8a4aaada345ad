package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Cell;

/** A row holds a value that an expression cannot compute with. Names the column and the place, never the value. */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String holder;

    private EvaluationException(String message, String holder) {
        super(message);
        this.holder = holder;
    }

    /** {@code Expected a number for `sqrt`, found text in column `a.b` at position 6}. */
    public static EvaluationException expected(Object needed, String user, Cell found, Syntax operand) {
        String kind = operand instanceof Syntax.Column ? "column " : "";
        String holder = operand instanceof Syntax.Column column ? column.path().toString() : operand.source();
        return new EvaluationException(
                "Expected " + needed + " for " + user + ", found " + describe(found) + " in " + kind + "`" + holder
                        + "` at position " + operand.position(),
                holder);
    }

    /** The column that held the value, or the text of the expression that gave it. */
    public String holder() {
        return holder;
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
