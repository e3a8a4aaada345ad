package io.pitwall.sink.windowing.query;

import io.pitwall.transforms.expression.Expression;
import java.util.List;

/**
 * A condition on windows, and what of a window must be computed before it can be judged: it is asked after every row, most
 * columns only when a window is given out.
 */
public record Condition(Expression expression, List<AggregateCall> aggregates, List<Output> outputs) {

    public Condition {
        aggregates = List.copyOf(aggregates);
        outputs = List.copyOf(outputs);
    }
}
