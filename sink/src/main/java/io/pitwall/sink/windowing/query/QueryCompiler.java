package io.pitwall.sink.windowing.query;

import io.pitwall.sink.windowing.query.Output.Shape;
import io.pitwall.sink.windowing.query.QueryText.Clause;
import io.pitwall.transforms.expression.Compiler;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.expression.ExpressionException;
import io.pitwall.transforms.expression.Parser;
import io.pitwall.transforms.expression.Scope;
import io.pitwall.transforms.expression.SelectItem;
import io.pitwall.transforms.expression.Syntax;
import io.pitwall.transforms.expression.Type;
import io.pitwall.transforms.row.Columns;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Turns the text of a query into something that runs, or into the list of everything that is wrong with it. */
public final class QueryCompiler {

    private final BiConsumer<Clause, String> problems;
    private final Columns input = new Columns();
    private final Columns results = new Columns();
    private final AggregateCalls aggregates = new AggregateCalls(input, results);
    private final WindowScope scope = new WindowScope(aggregates, results);
    private final Map<Output, Uses> usesOfOutputs = new HashMap<>();
    private final Set<String> fieldNames = new HashSet<>();
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
        outputs.forEach(output -> scope.addAlias(output, usesOfOutputs.getOrDefault(output, new Uses())));
        Optional<Condition> having = overWindows(Clause.HAVING, text.having());
        Optional<Condition> alertWhen = overWindows(Clause.ALERT_WHEN, text.alertWhen());
        Optional<Condition> alertClearWhen = overWindows(Clause.ALERT_CLEAR_WHEN, text.alertClearWhen());
        Optional<Condition> emitEarlyWhen = overWindows(Clause.EMIT_EARLY_WHEN, text.emitEarlyWhen());
        return Optional.of(new WindowQuery(
                text,
                input,
                where,
                aggregates.rowInputs(),
                aggregates.all(),
                aggregates.layout(),
                results,
                outputs,
                having,
                alertWhen,
                alertClearWhen,
                emitEarlyWhen));
    }

    private Optional<Condition> overWindows(Clause clause, String text) {
        scope.beginUses();
        return condition(clause, text, results, scope)
                .map(expression -> new Condition(
                        expression, scope.uses().aggregates(), scope.uses().outputs()));
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
        scope.beginUses();
        Output output = compile(item);
        usesOfOutputs.put(output, scope.uses());
        checkName(output, item);
        return output;
    }

    private Output compile(SelectItem item) {
        String name = item.name();
        if (item.expression() instanceof Syntax.Call call && AggregateCalls.shapeOf(call) != Shape.SCALAR) {
            Expression alone = new Compiler(results, scope.alone()).compile(call);
            return switch (AggregateCalls.shapeOf(call)) {
                case COLUMNS -> {
                    String fieldName = name.equals("*") ? call.name() : name.replace("*", "");
                    yield new Output(name, fieldName, alone, Shape.COLUMNS, Type.NUMBER);
                }
                case LIST -> new Output(name, name, alone, Shape.LIST, aggregates.argumentType(call));
                case SCALAR -> throw new IllegalStateException("A scalar need not stand alone");
            };
        }
        Expression expression = new Compiler(results, scope).compile(item.expression());
        return new Output(name, name, expression, Shape.SCALAR, expression.type());
    }

    private void checkName(Output output, SelectItem item) {
        String name = output.fieldName();
        if (WindowQuery.OWN_COLUMNS.contains(name)) {
            throw new ExpressionException(
                    "Column name `" + name + "` is taken by the window itself",
                    item.position(),
                    "choose another with `as`");
        }
        if (!fieldNames.add(name)) {
            throw new ExpressionException(
                    "a second column named `" + name + "`", item.position(), "choose another with `as`");
        }
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
