package io.pitwall.transforms.expression;

import io.pitwall.transforms.expression.Syntax.BinaryOperator;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;

/** The steps of arithmetic. */
final class Arithmetic {

    private Arithmetic() {}

    /**
     * {@code + - * / %}. Two integers give an exact integer, or a double where the result does not fit 64 bits; a double
     * with anything gives a double. {@code /} always gives a double, and nothing is an error: {@code 1 / 0} is infinite and
     * {@code x % 0} is NaN.
     */
    record Operation(BinaryOperator operator, Operand left, Operand right, int register) implements Step {

        @Override
        public void run(Row row) {
            Cell a = row.cell(left.slot());
            Cell b = row.cell(right.slot());
            Cell result = row.cell(register);
            if (a.kind() == Cell.Kind.DOUBLE && b.kind() == Cell.Kind.DOUBLE) {
                result.setDouble(ofDoubles(operator, a.asDouble(), b.asDouble()));
            } else if (a.isNull() || b.isNull()) {
                result.setNull();
            } else {
                ofMixed(a, b, result);
            }
        }

        private void ofMixed(Cell a, Cell b, Cell result) {
            left.require(Type.NUMBER, a, "`" + operator.symbol() + "`");
            right.require(Type.NUMBER, b, "`" + operator.symbol() + "`");
            if (a.kind() == Cell.Kind.LONG && b.kind() == Cell.Kind.LONG) {
                ofLongs(a.asLong(), b.asLong(), result);
            } else {
                result.setDouble(ofDoubles(operator, a.asDouble(), b.asDouble()));
            }
        }

        private void ofLongs(long a, long b, Cell result) {
            boolean isExact;
            long exact;
            switch (operator) {
                case ADD -> {
                    exact = a + b;
                    isExact = ((a ^ exact) & (b ^ exact)) >= 0;
                }
                case SUBTRACT -> {
                    exact = a - b;
                    isExact = ((a ^ b) & (a ^ exact)) >= 0;
                }
                case MULTIPLY -> {
                    exact = a * b;
                    isExact = Math.multiplyHigh(a, b) == exact >> 63;
                }
                case REMAINDER -> {
                    isExact = b != 0;
                    exact = isExact ? a % b : 0;
                }
                default -> {
                    isExact = false;
                    exact = 0;
                }
            }
            if (isExact) {
                result.setLong(exact);
            } else {
                result.setDouble(ofDoubles(operator, (double) a, (double) b));
            }
        }

        private static double ofDoubles(BinaryOperator operator, double a, double b) {
            return switch (operator) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
                case DIVIDE -> a / b;
                case REMAINDER -> a % b;
                case EQUAL, NOT_EQUAL, LESS, AT_MOST, GREATER, AT_LEAST, LIKE, AND, OR ->
                    throw new IllegalStateException("`" + operator.symbol() + "` is not arithmetic");
            };
        }
    }

    /** Unary minus; the least long, whose opposite does not fit, becomes a double. */
    record Negation(Operand operand, int register) implements Step {

        @Override
        public void run(Row row) {
            Cell cell = row.cell(operand.slot());
            Cell result = row.cell(register);
            if (cell.isNull()) {
                result.setNull();
                return;
            }
            operand.require(Type.NUMBER, cell, "`-`");
            if (cell.kind() == Cell.Kind.LONG && cell.asLong() != Long.MIN_VALUE) {
                result.setLong(-cell.asLong());
            } else {
                result.setDouble(-cell.asDouble());
            }
        }
    }
}
