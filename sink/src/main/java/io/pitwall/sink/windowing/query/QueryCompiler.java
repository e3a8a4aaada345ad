package io.pitwall.sink.windowing.query;

import io.pitwall.sink.windowing.query.QueryText.Clause;
import io.pitwall.transforms.expression.Compiler;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.expression.ExpressionException;
import io.pitwall.transforms.expression.Parser;
import io.pitwall.transforms.expression.Scope;
import io.pitwall.transforms.expression.SelectItem;
import io.pitwall.transforms.expression.Syntax;
import io.pitwall.transforms.row.Columns;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Turns the text of a query into something that runs, or into the list of everything that is wrong with it. */
public final class QueryCompiler {

    /** Columns that every emitted row has of its own. */
    private static final Set<String> RESERVED = Set.of("window_start", "window_end", "alert_time");

    private final BiConsumer<Clause, String> problems;
    private final Columns input = new Columns();
    private final WindowScope scope = new WindowScope(input);
    private final Set<Clause> wrong = EnumSet.noneOf(Clause.class);

    private QueryCompiler(BiConsumer<Clause, String> problems) {
        this.problems = problems;
    }

    /** The compiled query; empty if {@code problems} was told at least one. */
    public static Optional<WindowQuery> compile(QueryText text, BiConsumer<Clause, String> problems) {
        QueryCompiler compiler = new QueryCompiler(problems);
        Optional<WindowQuery> query = compiler.compile(text);
        return compiler.wrong.isEmpty() ? query : Optional.empty();
    }

    private Optional<WindowQuery> compile(QueryText text) {
        Optional<Expression> where = condition(Clause.WHERE, text.where(), input, Scope.of(input));
        List<Output> outputs =
                attempt(Clause.SELECT, () -> outputs(text.select())).orElse(List.of());
        if (wrong.contains(Clause.SELECT)) {
            scope.forgiveUnknownAliases();
        }
        outputs.forEach(output -> scope.addAlias(output.name(), output.expression()));
        Optional<Expression> having = condition(Clause.HAVING, text.having(), scope.results(), scope);
        Optional<Expression> alertWhen = condition(Clause.ALERT_WHEN, text.alertWhen(), scope.results(), scope);
        return Optional.of(new WindowQuery(
                input,
                where,
                scope.rowInputs(),
                scope.aggregates(),
                scope.layout(),
                scope.results(),
                outputs,
                having,
                alertWhen));
    }

    private Optional<Expression> condition(Clause clause, String text, Columns registers, Scope names) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        return attempt(clause, () -> new Compiler(registers, names).compileCondition(Parser.parse(text)));
    }

    private List<Output> outputs(String text) {
        List<Output> outputs = new ArrayList<>();
        for (SelectItem item : Parser.parseSelect(text)) {
            attempt(Clause.SELECT, () -> output(item)).ifPresent(outputs::add);
        }
        return outputs;
    }

    private Output output(SelectItem item) {
        if (item.expression() instanceof Syntax.Star) {
            throw new ExpressionException(
                    "`*` has no single value in a window",
                    item.position(),
                    "name aggregates, as in `last(speed) as speed`");
        }
        if (RESERVED.contains(item.name())) {
            throw new ExpressionException(
                    "Column name `" + item.name() + "` is taken by the window itself",
                    item.position(),
                    "choose another with `as`");
        }
        return new Output(item.name(), new Compiler(scope.results(), scope).compile(item.expression()));
    }

    private <T> Optional<T> attempt(Clause clause, Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (ExpressionException e) {
            report(clause, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void report(Clause clause, String problem) {
        wrong.add(clause);
        problems.accept(clause, problem);
    }
}
