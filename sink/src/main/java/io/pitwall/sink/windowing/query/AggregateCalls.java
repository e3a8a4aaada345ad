package io.pitwall.sink.windowing.query;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.aggregate.Aggregate;
import io.pitwall.sink.windowing.aggregate.AggregateFunction;
import io.pitwall.sink.windowing.aggregate.AggregateFunction.Parameter;
import io.pitwall.sink.windowing.aggregate.CountOfRows;
import io.pitwall.sink.windowing.aggregate.PerColumn;
import io.pitwall.sink.windowing.query.Output.Shape;
import io.pitwall.transforms.expression.Compiler;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.expression.ExpressionException;
import io.pitwall.transforms.expression.Scope;
import io.pitwall.transforms.expression.Syntax;
import io.pitwall.transforms.expression.Type;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.ColumnPattern;
import io.pitwall.transforms.row.Columns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The aggregates of a query. The same aggregate, argument or filter written twice is computed once. */
final class AggregateCalls {

    private final Columns input;
    private final Columns results;
    private final Aggregate.Fields fields = new Aggregate.Fields();
    private final Map<Syntax, Expression> arguments = new LinkedHashMap<>();
    private final Map<Syntax, Expression> filters = new LinkedHashMap<>();
    private final Map<Syntax.Call, AggregateCall> calls = new LinkedHashMap<>();

    AggregateCalls(Columns input, Columns results) {
        this.input = input;
        this.results = results;
    }

    List<AggregateCall> all() {
        return List.copyOf(calls.values());
    }

    RowInputs rowInputs() {
        return new RowInputs(filters.values(), arguments.values(), all());
    }

    Accumulators.Layout layout() {
        return fields.layout();
    }

    static AggregateFunction function(Syntax.Call call) {
        return AggregateFunction.named(call.name())
                .orElseThrow(() -> new ExpressionException("Unknown aggregate `" + call.name() + "`", call.position()));
    }

    AggregateCall of(Syntax.Call call) {
        AggregateCall known = calls.get(call);
        if (known == null) {
            known = compile(call);
            calls.put(call, known);
        }
        return known;
    }

    /** What a call gives; a scalar if it is none of an aggregate. */
    static Shape shapeOf(Syntax.Call call) {
        Optional<AggregateFunction> function = AggregateFunction.named(call.name());
        if (function.isEmpty()) {
            return Shape.SCALAR;
        }
        if (call.isWide()) {
            return Shape.COLUMNS;
        }
        return function.get().givesList() ? Shape.LIST : Shape.SCALAR;
    }

    /** What is known of the one argument of a call. */
    Type argumentType(Syntax.Call call) {
        return argument(call.arguments().get(0)).type();
    }

    private AggregateCall compile(Syntax.Call call) {
        AggregateFunction function = function(call);
        checkCount(call, function);
        Syntax argument = call.arguments().get(0);
        int filterSlot = filterSlot(call.filter());
        if (call.isWide()) {
            return wide(call, function, filterSlot);
        }
        if (argument instanceof Syntax.Star) {
            return new AggregateCall(
                    new CountOfRows(fields), call, AggregateCall.NONE, filterSlot, results.newRegister());
        }
        Expression value = argument(argument);
        checkType(call, function, value);
        Aggregate aggregate = function.create(fields, parameter(call, function));
        return new AggregateCall(aggregate, call, value.slot(), filterSlot, results.newRegister());
    }

    private AggregateCall wide(Syntax.Call call, AggregateFunction function, int filterSlot) {
        ColumnPattern pattern = pattern(call.arguments().get(0));
        if (!function.takesManyColumns()) {
            throw new ExpressionException(
                    "`" + call.name() + "` takes one column, found `" + pattern + "`",
                    call.arguments().get(0).position());
        }
        double parameter = parameter(call, function);
        int argumentSlot = input.slotOfMatching(pattern);
        Aggregate aggregate =
                new PerColumn(fields, input.namesMatching(pattern), each -> function.create(each, parameter));
        return new AggregateCall(aggregate, call, argumentSlot, filterSlot, results.newRegister());
    }

    private static ColumnPattern pattern(Syntax argument) {
        return argument instanceof Syntax.Pattern pattern
                ? new ColumnPattern(pattern.prefix(), pattern.suffix())
                : new ColumnPattern("", "");
    }

    private static void checkCount(Syntax.Call call, AggregateFunction function) {
        int found = call.arguments().size();
        boolean mayHaveTwo = function.parameter().isPresent();
        boolean mustHaveTwo =
                mayHaveTwo && function.parameter().get().whenLeftOut().isEmpty();
        if (found < (mustHaveTwo ? 2 : 1) || found > (mayHaveTwo ? 2 : 1)) {
            String expected = mustHaveTwo ? "two arguments" : mayHaveTwo ? "one argument or two" : "one argument";
            throw new ExpressionException(
                    "`" + call.name() + "` takes " + expected + ", found " + found, call.position());
        }
    }

    /** Of no meaning for a function that has none. */
    private static double parameter(Syntax.Call call, AggregateFunction function) {
        if (function.parameter().isEmpty()) {
            return Double.NaN;
        }
        Parameter parameter = function.parameter().get();
        if (call.arguments().size() == 1) {
            return parameter.whenLeftOut().orElseThrow();
        }
        Syntax written = call.arguments().get(1);
        Columns none = new Columns();
        Expression constant = new Compiler(none, Scope.of(none)).compile(written);
        Cell value = none.paths().isEmpty() ? constant.evaluate(none.newRow()) : new Cell();
        if (!value.isNumber() || !parameter.admits(value.asDouble())) {
            throw new ExpressionException(
                    "`" + call.name() + "` takes " + parameter + " as its second argument, found `" + written.source()
                            + "`",
                    written.position());
        }
        return value.asDouble();
    }

    private Expression argument(Syntax syntax) {
        return arguments.computeIfAbsent(syntax, unseen -> new Compiler(input, Scope.of(input)).compile(unseen));
    }

    private int filterSlot(@Nullable Syntax filter) {
        if (filter == null) {
            return AggregateCall.NONE;
        }
        return filters.computeIfAbsent(filter, unseen -> new Compiler(input, Scope.of(input)).compileCondition(unseen))
                .slot();
    }

    private static void checkType(Syntax.Call call, AggregateFunction function, Expression value) {
        if (function.needsNumber() && value.type() != Type.NUMBER && value.type() != Type.ANY) {
            throw new ExpressionException(
                    "`" + call.name() + "` takes numbers, found " + value.type(),
                    call.arguments().get(0).position());
        }
    }
}
