package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;

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
