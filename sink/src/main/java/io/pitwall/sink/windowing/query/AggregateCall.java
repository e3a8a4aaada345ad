package io.pitwall.sink.windowing.query;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.aggregate.Aggregate;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.expression.Syntax;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;

/**
 * One aggregate of a query.
 *
 * @param argumentSlot where its argument lies in the input row; {@link #NONE} for {@code count(*)}
 * @param filterSlot   where the input row says whether it counts; {@link #NONE} if every row does
 * @param resultSlot   where its result lies in the result row
 */
public record AggregateCall(Aggregate aggregate, Syntax.Call syntax, int argumentSlot, int filterSlot, int resultSlot) {

    static final int NONE = -1;

    private static final Cell NOTHING = new Cell();

    /**
     * Folds a row that {@link RowInputs} has seen into a slice, if it passes the filter; an argument that the aggregate does
     * not take counts as null.
     */
    public void add(Accumulators slices, int slice, Row row, long timestampMs) {
        if (counts(row)) {
            Cell value = argumentIn(row);
            aggregate.add(slices, slice, aggregate.accepts(value.kind()) ? value : NOTHING, timestampMs);
        }
    }

    /** Whether the filter, which has been evaluated, is true. */
    boolean counts(Row row) {
        if (filterSlot == NONE) {
            return true;
        }
        Cell filter = row.cell(filterSlot);
        return filter.kind() == Cell.Kind.BOOLEAN && filter.asBoolean();
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
        return argumentSlot == NONE ? NOTHING : row.cell(argumentSlot);
    }
}
