package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.query.AggregateCall;
import io.pitwall.sink.windowing.query.Output;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.row.Row;
import java.util.Optional;

/** The window that is just closing for one key: its panes combined, then its columns. Reused from window to window. */
final class ClosingWindow {

    private final AggregateCall[] aggregates;
    private final Output[] outputs;
    private final Optional<Expression> having;
    private final Optional<Expression> alertWhen;
    private final Accumulators combined;
    private final Row values;

    ClosingWindow(WindowQuery query) {
        aggregates = query.aggregates().toArray(AggregateCall[]::new);
        outputs = query.outputs().toArray(Output[]::new);
        having = query.having();
        alertWhen = query.alertWhen();
        combined = new Accumulators(query.layout(), 1);
        values = query.results().newRow();
    }

    /** Combines the panes {@code [firstPane, lastPane]} of a key, oldest first; false if there is no row in them. */
    boolean combine(KeyState state, long firstPane, long lastPane) {
        combined.clear(0);
        Accumulators panes = state.panes();
        long to = Math.min(lastPane, state.newest());
        for (long pane = Math.max(firstPane, state.oldest()); pane <= to; pane++) {
            int cell = state.cellOf(pane);
            if (panes.isOccupied(cell)) {
                combined.occupy(0);
                for (AggregateCall call : aggregates) {
                    call.aggregate().combine(combined, 0, panes, cell);
                }
            }
        }
        return combined.isOccupied(0);
    }

    /** Computes the columns of what was combined; one that cannot be computed is null and no other column suffers. */
    void compute(Results results) {
        for (AggregateCall call : aggregates) {
            call.aggregate().finish(combined, 0, values.cell(call.resultSlot()));
        }
        for (Output output : outputs) {
            try {
                output.expression().evaluate(values);
            } catch (EvaluationException e) {
                output.in(values).setNull();
                results.uncomputable(e);
            }
        }
    }

    boolean isEmitted(Results results) {
        return having.isEmpty() || holds(having.get(), results);
    }

    boolean isAlarming(Results results) {
        return alertWhen.isPresent() && holds(alertWhen.get(), results);
    }

    private boolean holds(Expression condition, Results results) {
        try {
            return condition.isTrue(values);
        } catch (EvaluationException e) {
            results.uncomputable(e);
            return false;
        }
    }

    /** The computed columns. */
    Row values() {
        return values;
    }
}
