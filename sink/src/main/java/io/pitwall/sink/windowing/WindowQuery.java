package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.aggregate.Aggregate;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.expression.Syntax;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Columns;
import io.pitwall.transforms.row.Row;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to compute per window: compiled {@code where}, {@code select}, {@code having} and {@code alert.when}.
 *
 * @param input      the columns of input rows, with the registers of {@code where} and the aggregates' arguments
 * @param where      rows that count
 * @param arguments  the distinct arguments of all aggregates, evaluated once per row
 * @param aggregates what is kept per pane
 * @param layout     the fields of a pane
 * @param results    the cells of a window: the aggregates' results and the registers of the expressions over them
 * @param outputs    the columns of an emitted row, in order
 * @param having     windows that are emitted
 * @param alertWhen  windows that fire an alert
 */
public record WindowQuery(
        Columns input,
        Optional<Expression> where,
        List<Expression> arguments,
        List<AggregateCall> aggregates,
        Accumulators.Layout layout,
        Columns results,
        List<Output> outputs,
        Optional<Expression> having,
        Optional<Expression> alertWhen) {

    public WindowQuery {
        arguments = List.copyOf(arguments);
        aggregates = List.copyOf(aggregates);
        outputs = List.copyOf(outputs);
    }

    /** One aggregate: where its argument lies in the input row, and its result in the result row. */
    public record AggregateCall(
            Aggregate aggregate, Syntax.Call syntax, @Nullable Expression argument, int resultSlot) {

        private static final Cell NOTHING = new Cell();

        Cell argumentIn(Row row) {
            return argument == null ? NOTHING : row.cell(argument.slot());
        }

        void check(Cell value) {
            if (!aggregate.accepts(value.kind())) {
                throw EvaluationException.expected(
                        aggregate.expected(),
                        syntax.name(),
                        value,
                        syntax.arguments().get(0));
            }
        }
    }

    /** One column of an emitted row. */
    public record Output(String name, Expression expression) {

        /** The column's value in a row that the engine has just given to {@link Results}. */
        public Cell in(Row values) {
            return values.cell(expression.slot());
        }
    }
}
