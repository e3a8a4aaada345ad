package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.query.AggregateCall;
import io.pitwall.sink.windowing.query.Condition;
import io.pitwall.sink.windowing.query.Output;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.row.Row;
import java.util.List;

/** The columns of a window, computed from its combined slices as they are asked for. Reused from window to window. */
final class WindowColumns {

    private final List<AggregateCall> aggregates;
    private final List<Output> outputs;
    private final Row values;
    private WindowContents window;
    private boolean areAllComputed;

    WindowColumns(WindowQuery query, WindowContents nothing) {
        aggregates = query.aggregates();
        outputs = query.outputs();
        values = query.results().newRow();
        window = nothing;
    }

    /** Turns to another window. */
    void of(WindowContents other) {
        window = other;
        areAllComputed = false;
    }

    /** The row of all columns. */
    Row all(Results results) {
        if (!areAllComputed) {
            compute(aggregates, outputs, results);
            areAllComputed = true;
        }
        return values;
    }

    /** Whether a condition is true of the window. */
    boolean holds(Condition condition, Results results) {
        if (!areAllComputed) {
            compute(condition.aggregates(), condition.outputs(), results);
        }
        try {
            return condition.expression().isTrue(values);
        } catch (EvaluationException e) {
            results.uncomputable(e);
            return false;
        }
    }

    /** A column that cannot be computed is null, and no other suffers. */
    private void compute(List<AggregateCall> neededAggregates, List<Output> neededOutputs, Results results) {
        for (AggregateCall call : neededAggregates) {
            call.aggregate().finish(window.combined(), WindowContents.ONLY, values.cell(call.resultSlot()));
        }
        for (Output output : neededOutputs) {
            try {
                output.expression().evaluate(values);
            } catch (EvaluationException e) {
                output.in(values).setNull();
                results.uncomputable(e);
            }
        }
    }
}
