package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import java.util.List;

/** The steps that pick one of several values and evaluate no more than it takes. */
final class Choice {

    private Choice() {}

    record Branch(Program condition, Program result) {}

    /** The result of the first branch whose condition is true, not false or null. */
    record Case(List<Branch> branches, Program otherwise, int register) implements Step {
        @Override
        public void run(Row row) {
            row.cell(register).set(chosen(row).run(row));
        }

        private Program chosen(Row row) {
            for (int i = 0; i < branches.size(); i++) {
                Branch branch = branches.get(i);
                if (isTrue(branch.condition(), row)) {
                    return branch.result();
                }
            }
            return otherwise;
        }

        private static boolean isTrue(Program condition, Row row) {
            Cell cell = condition.run(row);
            if (cell.isNull()) {
                return false;
            }
            condition.result().require(Type.BOOLEAN, cell, "a condition");
            return cell.asBoolean();
        }
    }

    /** The first value that is not null. */
    record Coalesce(List<Program> candidates, int register) implements Step {
        @Override
        public void run(Row row) {
            Cell result = row.cell(register);
            result.setNull();
            for (int i = 0; i < candidates.size() && result.isNull(); i++) {
                result.set(candidates.get(i).run(row));
            }
        }
    }

    /** {@code operand in (choices)}, given its comparisons with each choice: true if one is, else null if one is. */
    record AnyTrue(List<Program> comparisons, int register) implements Step {
        @Override
        public void run(Row row) {
            boolean isUnknown = false;
            for (int i = 0; i < comparisons.size(); i++) {
                Cell equal = comparisons.get(i).run(row);
                if (equal.isNull()) {
                    isUnknown = true;
                } else if (equal.asBoolean()) {
                    row.cell(register).setBoolean(true);
                    return;
                }
            }
            if (isUnknown) {
                row.cell(register).setNull();
            } else {
                row.cell(register).setBoolean(false);
            }
        }
    }

    /** {@code nullif(value, other)}, given the comparison of the two. */
    record NullIf(Operand value, Operand isEqual, int register) implements Step {
        @Override
        public void run(Row row) {
            Cell equal = row.cell(isEqual.slot());
            if (!equal.isNull() && equal.asBoolean()) {
                row.cell(register).setNull();
            } else {
                row.cell(register).set(row.cell(value.slot()));
            }
        }
    }
}
