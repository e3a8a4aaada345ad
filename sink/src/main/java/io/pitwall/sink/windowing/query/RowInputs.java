package io.pitwall.sink.windowing.query;

import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** What the aggregates of a query take from a row: distinct filters and distinct arguments, each evaluated once. */
public final class RowInputs {

    /** As arrays: the loops over them run for every row. */
    private final Expression[] filters;

    private final Argument[] arguments;

    /** An argument, and the aggregates that take it. */
    private static final class Argument {
        private final Expression expression;
        private final AggregateCall[] calls;
        private final boolean isAlwaysTaken;

        Argument(Expression expression, List<AggregateCall> all) {
            this.expression = expression;
            calls = all.stream()
                    .filter(call -> call.argumentSlot() == expression.slot())
                    .toArray(AggregateCall[]::new);
            isAlwaysTaken = Arrays.stream(calls).anyMatch(call -> call.filterSlot() == AggregateCall.NONE);
        }

        boolean isTaken(Row row) {
            if (isAlwaysTaken) {
                return true;
            }
            for (AggregateCall call : calls) {
                if (call.counts(row)) {
                    return true;
                }
            }
            return false;
        }

        void evaluate(Row row) {
            if (isTaken(row)) {
                expression.evaluate(row);
                check(row);
            }
        }

        /** For the aggregates that count the row; others may take the same value. */
        private void check(Row row) {
            for (AggregateCall call : calls) {
                if (call.counts(row)) {
                    call.check(row);
                }
            }
        }

        /** Tells of at most one problem, however many aggregates have it. */
        void evaluateLeniently(Row row, Consumer<EvaluationException> problems) {
            if (!isTaken(row)) {
                return;
            }
            try {
                expression.evaluate(row);
            } catch (EvaluationException e) {
                row.cell(expression.slot()).setNull();
                problems.accept(e);
            }
            try {
                check(row);
            } catch (EvaluationException e) {
                problems.accept(e);
            }
        }
    }

    RowInputs(Collection<Expression> filters, Collection<Expression> arguments, List<AggregateCall> calls) {
        this.filters = filters.toArray(Expression[]::new);
        this.arguments = arguments.stream()
                .map(expression -> new Argument(expression, calls))
                .toArray(Argument[]::new);
    }

    /**
     * Makes a row ready for {@link AggregateCall#add} of every aggregate. An argument is computed and checked only where
     * an aggregate that takes it counts the row.
     *
     * @throws EvaluationException if a filter or argument cannot be computed or is not what its aggregate takes
     */
    public void evaluate(Row row) {
        for (Expression filter : filters) {
            var unused = filter.isTrue(row);
        }
        for (Argument argument : arguments) {
            argument.evaluate(row);
        }
    }

    /** Like {@link #evaluate}, but what cannot be computed, or is not what it is taken for, counts as null. */
    public void evaluateLeniently(Row row, Consumer<EvaluationException> problems) {
        for (Expression filter : filters) {
            try {
                var unused = filter.isTrue(row);
            } catch (EvaluationException e) {
                // Only what an earlier row left in its register can be a boolean here.
                forget(row.cell(filter.slot()), Cell.Kind.BOOLEAN);
                problems.accept(e);
            }
        }
        for (Argument argument : arguments) {
            argument.evaluateLeniently(row, problems);
        }
    }

    private static void forget(Cell cell, Cell.Kind kind) {
        if (cell.kind() == kind) {
            cell.setNull();
        }
    }
}
