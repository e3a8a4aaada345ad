package io.pitwall.transforms.expression;

import io.pitwall.transforms.expression.Syntax.BinaryOperator;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;

/**
 * {@code = != < <= > >=} between two numbers, two texts (by UTF-16 unit) or, for equality only, two booleans. Null with
 * anything is null; NaN with anything is unequal and in no order, so that no alert fires on it.
 */
record Comparison(BinaryOperator operator, Operand left, Operand right, int register) implements Step {

    /** How two values relate when one of them is NaN; otherwise the relation is the sign of {@code a - b}. */
    static final int UNORDERED = 2;

    private static final double TWO_TO_63 = 0x1p63;

    @Override
    public void run(Row row) {
        Cell a = row.cell(left.slot());
        Cell b = row.cell(right.slot());
        Cell result = row.cell(register);
        if (a.isNull() || b.isNull()) {
            result.setNull();
        } else {
            result.setBoolean(holds(operator, relation(a, b)));
        }
    }

    private int relation(Cell a, Cell b) {
        if (a.isNumber() && b.isNumber()) {
            return ofNumbers(a, b);
        }
        if (a.kind() == Cell.Kind.TEXT && b.kind() == Cell.Kind.TEXT) {
            return Integer.signum(a.asText().compareTo(b.asText()));
        }
        if (a.kind() == Cell.Kind.BOOLEAN && b.kind() == Cell.Kind.BOOLEAN && isEquality(operator)) {
            return Boolean.compare(a.asBoolean(), b.asBoolean());
        }
        throw mismatch(a, b);
    }

    static boolean isEquality(BinaryOperator operator) {
        return operator == BinaryOperator.EQUAL || operator == BinaryOperator.NOT_EQUAL;
    }

    static int ofNumbers(Cell a, Cell b) {
        if (a.kind() == b.kind()) {
            return a.kind() == Cell.Kind.LONG
                    ? Long.compare(a.asLong(), b.asLong())
                    : ofDoubles(a.asDouble(), b.asDouble());
        }
        if (a.kind() == Cell.Kind.LONG) {
            return ofLongAndDouble(a.asLong(), b.asDouble());
        }
        int reverse = ofLongAndDouble(b.asLong(), a.asDouble());
        return reverse == UNORDERED ? UNORDERED : -reverse;
    }

    private static int ofDoubles(double a, double b) {
        if (a < b) {
            return -1;
        }
        if (a > b) {
            return 1;
        }
        return a == b ? 0 : UNORDERED;
    }

    /** Exact: neighbouring nanosecond timestamps are one double, but not one time. */
    private static int ofLongAndDouble(long a, double b) {
        if (b >= TWO_TO_63) {
            return -1;
        }
        long whole = (long) b;
        // A b that is not whole is NaN, below every long, or less than 2^53 in size, where a's own double is exact
        // enough.
        return (double) whole == b ? Long.compare(a, whole) : ofDoubles((double) a, b);
    }

    private static boolean holds(BinaryOperator operator, int relation) {
        return switch (operator) {
            case EQUAL -> relation == 0;
            case NOT_EQUAL -> relation != 0;
            case LESS -> relation == -1;
            case AT_MOST -> relation <= 0;
            case GREATER -> relation == 1;
            case AT_LEAST -> relation == 0 || relation == 1;
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, LIKE, AND, OR ->
                throw new IllegalStateException("`" + operator.symbol() + "` is not a comparison");
        };
    }

    private EvaluationException mismatch(Cell a, Cell b) {
        String user = "`" + operator.symbol() + "`";
        if (a.isNumber()) {
            return EvaluationException.expected(Type.NUMBER, user, b, right.syntax());
        }
        if (a.kind() == Cell.Kind.TEXT) {
            return EvaluationException.expected(Type.TEXT, user, b, right.syntax());
        }
        if (a.kind() == Cell.Kind.BOOLEAN && isEquality(operator)) {
            return EvaluationException.expected(Type.BOOLEAN, user, b, right.syntax());
        }
        String needed = isEquality(operator) ? "a number, text or a boolean" : "a number or text";
        return EvaluationException.expected(needed, user, a, left.syntax());
    }
}
