package io.pitwall.transforms.expression;

import io.pitwall.transforms.expression.Function.Body;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** What the numeric functions do. Integers stay integers wherever the result is one by nature. */
final class NumberBodies {

    /** Every finite double is a whole number times 10^-1074 and below 10^309: rounding further than that is the same. */
    private static final int MAX_ROUND_DIGITS = 1_100;

    private NumberBodies() {}

    static Body ofDoubles(DoubleBinaryOperator operator) {
        return (row, slots, result) -> result.setDouble(operator.applyAsDouble(
                row.cell(slots[0]).asDouble(), row.cell(slots[1]).asDouble()));
    }

    /** For functions that leave an integer as it is. */
    static Body toWhole(DoubleUnaryOperator operator) {
        return (row, slots, result) -> {
            Cell x = row.cell(slots[0]);
            if (x.kind() == Cell.Kind.LONG) {
                result.setLong(x.asLong());
            } else {
                result.setDouble(operator.applyAsDouble(x.asDouble()));
            }
        };
    }

    static void abs(Row row, int[] slots, Cell result) {
        Cell x = row.cell(slots[0]);
        if (x.kind() == Cell.Kind.LONG && x.asLong() != Long.MIN_VALUE) {
            result.setLong(Math.abs(x.asLong()));
        } else {
            result.setDouble(Math.abs(x.asDouble()));
        }
    }

    static void sign(Row row, int[] slots, Cell result) {
        Cell x = row.cell(slots[0]);
        if (x.kind() == Cell.Kind.LONG) {
            result.setLong(Long.signum(x.asLong()));
        } else {
            result.setDouble(Math.signum(x.asDouble()));
        }
    }

    /** To the nearest, halves away from zero, as SQL does and {@link Math#round} does not. */
    static void round(Row row, int[] slots, Cell result) {
        Cell x = row.cell(slots[0]);
        int digits = slots.length == 1 ? 0 : digits(row.cell(slots[1]));
        if (x.kind() == Cell.Kind.LONG) {
            roundLong(x, digits, result);
        } else if (digits == 0) {
            result.setDouble(rounded(x.asDouble()));
        } else {
            result.setDouble(rounded(x.asDouble(), digits));
        }
    }

    private static int digits(Cell digits) {
        return (int) Math.max(-MAX_ROUND_DIGITS, Math.min(MAX_ROUND_DIGITS, digits.asDouble()));
    }

    private static void roundLong(Cell x, int digits, Cell result) {
        if (digits >= 0) {
            result.setLong(x.asLong());
            return;
        }
        BigDecimal rounded = BigDecimal.valueOf(x.asLong()).setScale(digits, RoundingMode.HALF_UP);
        if (rounded.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
            result.setLong(rounded.longValueExact());
        } else {
            result.setDouble(rounded.doubleValue());
        }
    }

    private static double rounded(double x) {
        double whole = Math.floor(Math.abs(x));
        boolean isHalfOrMore = Math.abs(x) - whole >= 0.5;
        return Math.copySign(isHalfOrMore ? whole + 1 : whole, x);
    }

    /** By way of the shortest decimal, since users mean 1.005, and not the double just below it. */
    private static double rounded(double x, int digits) {
        if (Double.isNaN(x) || Double.isInfinite(x)) {
            return x;
        }
        BigDecimal decimal = BigDecimal.valueOf(x);
        return decimal.scale() <= digits
                ? x
                : decimal.setScale(digits, RoundingMode.HALF_UP).doubleValue();
    }

    static void least(Row row, int[] slots, Cell result) {
        extreme(row, slots, -1, result);
    }

    static void greatest(Row row, int[] slots, Cell result) {
        extreme(row, slots, 1, result);
    }

    /** NaN if one of them is NaN. */
    private static void extreme(Row row, int[] slots, int wanted, Cell result) {
        result.set(row.cell(slots[0]));
        for (int i = 1; i < slots.length; i++) {
            Cell candidate = row.cell(slots[i]);
            int relation = Comparison.ofNumbers(candidate, result);
            boolean isNaN = relation == Comparison.UNORDERED && Double.isNaN(candidate.asDouble());
            if (relation == wanted || isNaN) {
                result.set(candidate);
            }
        }
    }
}
