package io.pitwall.transforms.expression;

import io.pitwall.transforms.expression.Syntax.CastTarget;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import java.util.Locale;

/** {@code cast(x as ...)}: gives the value asked for or says that there is none, never a nearby one. */
record CastStep(CastTarget target, Operand operand, int register) implements Step {

    private static final double TWO_TO_63 = 0x1p63;

    @Override
    public void run(Row row) {
        Cell cell = row.cell(operand.slot());
        Cell result = row.cell(register);
        if (cell.isNull()) {
            result.setNull();
            return;
        }
        switch (target) {
            case DOUBLE -> toDouble(cell, result);
            case LONG -> toLong(cell, result);
            case STRING -> toText(cell, result);
            case BOOLEAN -> toBoolean(cell, result);
        }
    }

    private void toDouble(Cell cell, Cell result) {
        switch (cell.kind()) {
            case LONG, DOUBLE -> result.setDouble(cell.asDouble());
            case BOOLEAN -> result.setDouble(cell.asBoolean() ? 1 : 0);
            case TEXT -> result.setDouble(parsedDouble(cell));
            case NULL, OTHER -> throw impossible("a number, text or a boolean", cell);
        }
    }

    private double parsedDouble(Cell cell) {
        String text = cell.asText().trim();
        if (!isDecimal(text)) {
            throw impossible("text that is a number", cell);
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw impossible("text that is a number", cell);
        }
    }

    /** Refuses what only Java takes for a number: {@code 1d}, {@code 0x1p3}. */
    private static boolean isDecimal(String text) {
        return text.equals("NaN")
                || text.endsWith("Infinity")
                || text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
    }

    private void toLong(Cell cell, Cell result) {
        switch (cell.kind()) {
            case LONG -> result.setLong(cell.asLong());
            case DOUBLE -> result.setLong(truncated(cell));
            case BOOLEAN -> result.setLong(cell.asBoolean() ? 1 : 0);
            case TEXT -> result.setLong(parsedLong(cell));
            case NULL, OTHER -> throw impossible("a number, text or a boolean", cell);
        }
    }

    private long truncated(Cell cell) {
        double value = cell.asDouble();
        if (value >= -TWO_TO_63 && value < TWO_TO_63) {
            return (long) value;
        }
        throw impossible("a number of 64 bits", cell);
    }

    private long parsedLong(Cell cell) {
        try {
            return Long.parseLong(cell.asText().trim());
        } catch (NumberFormatException notAnInteger) {
            throw impossible("text that is an integer", cell);
        }
    }

    private void toText(Cell cell, Cell result) {
        if (cell.kind() == Cell.Kind.OTHER) {
            throw impossible("a number, text or a boolean", cell);
        }
        result.setText(text(cell));
    }

    /** A value that is neither null nor {@code OTHER}, written out. */
    static String text(Cell cell) {
        return switch (cell.kind()) {
            case BOOLEAN -> Boolean.toString(cell.asBoolean());
            case LONG -> Long.toString(cell.asLong());
            case DOUBLE -> Double.toString(cell.asDouble());
            case TEXT -> cell.asText();
            case NULL, OTHER -> throw new IllegalStateException("A " + cell.kind() + " cell cannot be written out");
        };
    }

    private void toBoolean(Cell cell, Cell result) {
        switch (cell.kind()) {
            case BOOLEAN -> result.setBoolean(cell.asBoolean());
            case LONG, DOUBLE -> result.setBoolean(booleanOfNumber(cell));
            case TEXT -> result.setBoolean(parsedBoolean(cell));
            case NULL, OTHER -> throw impossible("a number, text or a boolean", cell);
        }
    }

    private boolean booleanOfNumber(Cell cell) {
        if (Double.isNaN(cell.asDouble())) {
            throw impossible("a number other than NaN", cell);
        }
        return cell.asDouble() != 0;
    }

    private boolean parsedBoolean(Cell cell) {
        return switch (cell.asText().trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw impossible("text that is `true` or `false`", cell);
        };
    }

    private EvaluationException impossible(String needed, Cell found) {
        String user = "`cast as " + target.name().toLowerCase(Locale.ROOT) + "`";
        return EvaluationException.expected(needed, user, found, operand.syntax());
    }
}
