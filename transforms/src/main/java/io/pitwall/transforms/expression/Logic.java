package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;

/** The steps of SQL's three-valued logic, in which null is "unknown". */
final class Logic {

    private Logic() {}

    /** Does not evaluate its right side where the left side decides. */
    record And(Operand left, Program right, int register) implements Step {
        @Override
        public void run(Row row) {
            connect("`and`", false, left, right, row, register);
        }
    }

    /** Does not evaluate its right side where the left side decides. */
    record Or(Operand left, Program right, int register) implements Step {
        @Override
        public void run(Row row) {
            connect("`or`", true, left, right, row, register);
        }
    }

    /** {@code and} is decided by a false, {@code or} by a true; undecided, a null makes it null. */
    private static void connect(String user, boolean decisive, Operand left, Program right, Row row, int register) {
        Cell a = row.cell(left.slot());
        Cell result = row.cell(register);
        if (is(decisive, a, left, user)) {
            result.setBoolean(decisive);
            return;
        }
        Cell b = right.run(row);
        if (is(decisive, b, right.result(), user)) {
            result.setBoolean(decisive);
        } else if (a.isNull() || b.isNull()) {
            result.setNull();
        } else {
            result.setBoolean(!decisive);
        }
    }

    private static boolean is(boolean wanted, Cell cell, Operand operand, String user) {
        if (cell.isNull()) {
            return false;
        }
        operand.require(Type.BOOLEAN, cell, user);
        return cell.asBoolean() == wanted;
    }

    record Not(Operand operand, int register) implements Step {
        @Override
        public void run(Row row) {
            Cell cell = row.cell(operand.slot());
            if (cell.isNull()) {
                row.cell(register).setNull();
            } else {
                operand.require(Type.BOOLEAN, cell, "`not`");
                row.cell(register).setBoolean(!cell.asBoolean());
            }
        }
    }

    record IsNull(Operand operand, int register) implements Step {
        @Override
        public void run(Row row) {
            row.cell(register).setBoolean(row.cell(operand.slot()).isNull());
        }
    }
}
