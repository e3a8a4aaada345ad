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

    /** Folds a row that {@link RowInputs} has seen into a slice; an argument that the aggregate does not take counts as null. */
    public void add(Accumulators slices, int slice, Row row, long timestampMs) {
        Cell value = argumentIn(row);
        aggregate.add(slices, slice, aggregate.accepts(value.kind()) ? value : NOTHING, timestampMs);
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
