package io.pitwall.sink.windowing.query;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.aggregate.Aggregate;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.expression.Syntax;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import org.jspecify.annotations.Nullable;

/** One aggregate: where its argument lies in the input row, and its result in the result row. */
public record AggregateCall(Aggregate aggregate, Syntax.Call syntax, @Nullable Expression argument, int resultSlot) {

    private static final Cell NOTHING = new Cell();

    /** Folds a row that {@link RowInputs#evaluate} has seen into a slice. */
    public void add(Accumulators slices, int slice, Row row, long timestampMs) {
        aggregate.add(slices, slice, argumentIn(row), timestampMs);
    }

    void check(Row row) {
        Cell value = argumentIn(row);
        if (!aggregate.accepts(value.kind())) {
            throw EvaluationException.expected(
                    aggregate.expected(),
                    syntax.name(),
                    value,
                    syntax.arguments().get(0));
        }
    }

    private Cell argumentIn(Row row) {
        return argument == null ? NOTHING : row.cell(argument.slot());
    }
}
