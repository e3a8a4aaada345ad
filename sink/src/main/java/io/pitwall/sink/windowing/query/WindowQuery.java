package io.pitwall.sink.windowing.query;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.row.Columns;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to compute per window: compiled {@code where}, {@code select}, {@code having} and {@code alert.when}.
 *
 * @param text       what it was compiled from
 * @param input      the columns of input rows, with the registers of {@code where} and the aggregates' arguments
 * @param where      rows that count
 * @param rowInputs  what the aggregates take from a row
 * @param aggregates what is kept per slice
 * @param layout     the fields of a slice
 * @param results    the cells of a window: the aggregates' results and the registers of the expressions over them
 * @param outputs    the columns of an emitted row, in order
 * @param having     windows that are emitted
 * @param alertWhen  windows that fire an alert
 * @param alertClearWhen windows that show an alert to be over
 * @param emitEarlyWhen windows that close before their time
 */
public record WindowQuery(
        QueryText text,
        Columns input,
        Optional<Expression> where,
        RowInputs rowInputs,
        List<AggregateCall> aggregates,
        Accumulators.Layout layout,
        Columns results,
        List<Output> outputs,
        Optional<Condition> having,
        Optional<Condition> alertWhen,
        Optional<Condition> alertClearWhen,
        Optional<Condition> emitEarlyWhen) {

    /** Columns that emitted rows have of their own, with some settings or with all: a query fits every setting. */
    public static final Set<String> OWN_COLUMNS =
            Set.of("window_start", "window_end", "final", "revision", "alert_time", "alert_state");

    public WindowQuery {
        aggregates = List.copyOf(aggregates);
        outputs = List.copyOf(outputs);
    }

    /** The same query for the use of another thread: running one writes to cells of its aggregates and to names of columns. */
    public WindowQuery compiledAgain() {
        return QueryCompiler.compile(text, (clause, problem) -> {
                    throw new IllegalStateException("A query that compiled does so no more: " + problem);
                })
                .orElseThrow();
    }
}
