package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.query.Output;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.row.Row;

/** The columns of a window, computed from its combined slices. Reused from window to window. */
final class WindowColumns {

    private final SliceAggregates aggregates;
    private final Output[] outputs;
    private final Row values;

    WindowColumns(WindowQuery query, SliceAggregates aggregates) {
        this.aggregates = aggregates;
        outputs = query.outputs().toArray(Output[]::new);
        values = query.results().newRow();
    }

    /** Computes the columns; one that cannot be computed is null and no other column suffers. */
    void compute(WindowContents window, Results results) {
        aggregates.finish(window.combined(), WindowContents.ONLY, values);
        for (Output output : outputs) {
            try {
                output.expression().evaluate(values);
            } catch (EvaluationException e) {
                output.in(values).setNull();
                results.uncomputable(e);
            }
        }
    }

    /** Whether a condition is true of the computed columns. */
    boolean holds(Expression condition, Results results) {
        try {
            return condition.isTrue(values);
        } catch (EvaluationException e) {
            results.uncomputable(e);
            return false;
        }
    }

    Row values() {
        return values;
    }
}
