package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import java.util.List;

/** The steps that compute one value, in order; none at all for a column or a constant. */
final class Program {

    private final Step[] steps;
    private final Operand result;

    Program(List<Step> steps, Operand result) {
        this.steps = steps.toArray(Step[]::new);
        this.result = result;
    }

    Operand result() {
        return result;
    }

    Cell run(Row row) {
        for (Step step : steps) {
            step.run(row);
        }
        return row.cell(result.slot());
    }
}
