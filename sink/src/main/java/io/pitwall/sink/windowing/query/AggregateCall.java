package io.pitwall.sink.windowing.query;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.aggregate.Aggregate;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.expression.Syntax;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import java.util.EnumSet;
import java.util.Set;

/** One aggregate of a query, with its places in the input row and the result row. */
public final class AggregateCall {

    static final int NONE = -1;

    private static final Cell NOTHING = new Cell();

    private final Aggregate aggregate;
    private final Syntax.Call syntax;
    private final int argumentSlot;
    private final int filterSlot;
    private final int resultSlot;
    /** What the aggregate accepts. Asked for every row, where calling it would cost more than some aggregates' work. */
    private final Set<Cell.Kind> accepted;

    /**
     * @param argumentSlot where its argument lies in the input row; {@link #NONE} for {@code count(*)}
     * @param filterSlot   where the input row says whether it counts; {@link #NONE} if every row does
     * @param resultSlot   where its result lies in the result row
     */
    AggregateCall(Aggregate aggregate, Syntax.Call syntax, int argumentSlot, int filterSlot, int resultSlot) {
        this.aggregate = aggregate;
        this.syntax = syntax;
        this.argumentSlot = argumentSlot;
        this.filterSlot = filterSlot;
        this.resultSlot = resultSlot;
        accepted = kindsFor(aggregate);
    }

    private static Set<Cell.Kind> kindsFor(Aggregate aggregate) {
        Set<Cell.Kind> kinds = EnumSet.allOf(Cell.Kind.class);
        kinds.removeIf(kind -> !aggregate.accepts(kind));
        return kinds;
    }

    public Aggregate aggregate() {
        return aggregate;
    }

    /** The call as it stands in the query. */
    public Syntax.Call syntax() {
        return syntax;
    }

    int argumentSlot() {
        return argumentSlot;
    }

    int filterSlot() {
        return filterSlot;
    }

    public int resultSlot() {
        return resultSlot;
    }

    /**
     * Folds a row that {@link RowInputs} has seen into a slice, if it passes the filter; an argument that the aggregate does
     * not take counts as null.
     */
    public void add(Accumulators slices, int slice, Row row, long timestampMs) {
        if (counts(row)) {
            Cell value = argumentIn(row);
            aggregate.add(slices, slice, accepted.contains(value.kind()) ? value : NOTHING, timestampMs);
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
        if (!accepted.contains(value.kind())) {
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
