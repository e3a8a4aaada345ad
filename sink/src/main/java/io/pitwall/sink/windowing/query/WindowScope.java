package io.pitwall.sink.windowing.query;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.aggregate.Aggregate;
import io.pitwall.sink.windowing.aggregate.AggregateFunction;
import io.pitwall.sink.windowing.aggregate.CountOfRows;
import io.pitwall.transforms.expression.Compiler;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.expression.ExpressionException;
import io.pitwall.transforms.expression.Scope;
import io.pitwall.transforms.expression.Syntax;
import io.pitwall.transforms.expression.Type;
import io.pitwall.transforms.row.ColumnPath;
import io.pitwall.transforms.row.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What names mean over a whole window: aggregates, and the {@code select} aliases once they are known. The same aggregate
 * or argument written twice is computed once.
 */
final class WindowScope implements Scope {

    private static final Set<String> AGGREGATE_NAMES = Arrays.stream(AggregateFunction.values())
            .map(AggregateFunction::sqlName)
            .collect(Collectors.toUnmodifiableSet());

    private final Columns input;
    private final Columns results = new Columns();
    private final Aggregate.Fields fields = new Aggregate.Fields();
    private final Map<Syntax, Expression> arguments = new LinkedHashMap<>();
    private final Map<Syntax.Call, AggregateCall> aggregates = new LinkedHashMap<>();
    private final Map<ColumnPath, Expression> aliases = new HashMap<>();
    private boolean areAliasesIncomplete;

    WindowScope(Columns input) {
        this.input = input;
    }

    Columns results() {
        return results;
    }

    RowInputs rowInputs() {
        return new RowInputs(new ArrayList<>(arguments.values()), aggregates());
    }

    List<AggregateCall> aggregates() {
        return new ArrayList<>(aggregates.values());
    }

    Accumulators.Layout layout() {
        return fields.layout();
    }

    void addAlias(String name, Expression expression) {
        aliases.put(ColumnPath.of(name), expression);
    }

    /** From now on a name that is no alias may be that of a column whose own expression is wrong, so it is let through. */
    void forgiveUnknownAliases() {
        areAliasesIncomplete = true;
    }

    @Override
    public int column(Syntax.Column column) {
        Expression alias = aliases.get(column.path());
        if (alias == null && areAliasesIncomplete) {
            return results.newRegister();
        }
        if (alias == null) {
            throw new ExpressionException(
                    "Column `" + column.path() + "` stands outside an aggregate",
                    column.position(),
                    "a window has many rows, so say which value to take, as in `last(" + column.source() + ")`");
        }
        return alias.slot();
    }

    @Override
    public Type columnType(Syntax.Column column) {
        Expression alias = aliases.get(column.path());
        return alias == null ? Type.ANY : alias.type();
    }

    @Override
    public Set<String> aggregateNames() {
        return AGGREGATE_NAMES;
    }

    @Override
    public Type aggregateType(Syntax.Call call) {
        return AggregateFunction.named(call.name()).map(AggregateFunction::type).orElse(Type.ANY);
    }

    @Override
    public int aggregate(Syntax.Call call) {
        AggregateCall known = aggregates.get(call);
        if (known == null) {
            known = compile(call);
            aggregates.put(call, known);
        }
        return known.resultSlot();
    }

    private AggregateCall compile(Syntax.Call call) {
        AggregateFunction function = AggregateFunction.named(call.name())
                .orElseThrow(() -> new ExpressionException("Unknown aggregate `" + call.name() + "`", call.position()));
        Syntax argument = onlyArgument(call);
        if (argument instanceof Syntax.Star) {
            return countOfRows(call, function);
        }
        Expression value = argument(argument);
        checkType(call, function, value);
        return new AggregateCall(function.create(fields), call, value, results.newRegister());
    }

    private AggregateCall countOfRows(Syntax.Call call, AggregateFunction function) {
        if (function != AggregateFunction.COUNT) {
            throw new ExpressionException(
                    "`" + call.name() + "(*)` is not an aggregate", call.position(), "only `count(*)` takes a star");
        }
        return new AggregateCall(new CountOfRows(fields), call, null, results.newRegister());
    }

    private static Syntax onlyArgument(Syntax.Call call) {
        if (call.arguments().size() != 1) {
            throw new ExpressionException(
                    "`" + call.name() + "` takes one argument, found "
                            + call.arguments().size(),
                    call.position());
        }
        return call.arguments().get(0);
    }

    private Expression argument(Syntax syntax) {
        Expression known = arguments.get(syntax);
        if (known == null) {
            known = new Compiler(input, Scope.of(input)).compile(syntax);
            arguments.put(syntax, known);
        }
        return known;
    }

    private static void checkType(Syntax.Call call, AggregateFunction function, Expression value) {
        if (function.needsNumber() && value.type() != Type.NUMBER && value.type() != Type.ANY) {
            throw new ExpressionException(
                    "`" + call.name() + "` adds numbers, found " + value.type(),
                    call.arguments().get(0).position());
        }
    }
}
