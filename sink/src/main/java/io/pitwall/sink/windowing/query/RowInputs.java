package io.pitwall.sink.windowing.query;

import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.row.Row;
import java.util.List;

/** What the aggregates of a query take from a row: their distinct arguments, each evaluated once. */
public final class RowInputs {

    /** As arrays: the loops over them run for every row. */
    private final Expression[] arguments;

    private final AggregateCall[] calls;

    RowInputs(List<Expression> arguments, List<AggregateCall> calls) {
        this.arguments = arguments.toArray(Expression[]::new);
        this.calls = calls.toArray(AggregateCall[]::new);
    }

    /**
     * Makes a row ready for {@link AggregateCall#add} of every aggregate.
     *
     * @throws EvaluationException if an argument cannot be computed or is not what its aggregate takes
     */
    public void evaluate(Row row) {
        for (Expression argument : arguments) {
            argument.evaluate(row);
        }
        for (AggregateCall call : calls) {
            call.check(row);
        }
    }
}
