package io.pitwall.sink.windowing.query;

import io.pitwall.sink.windowing.aggregate.AggregateFunction;
import io.pitwall.sink.windowing.query.Output.Shape;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.expression.ExpressionException;
import io.pitwall.transforms.expression.Scope;
import io.pitwall.transforms.expression.Syntax;
import io.pitwall.transforms.expression.Type;
import io.pitwall.transforms.row.ColumnPath;
import io.pitwall.transforms.row.Columns;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What names mean over a whole window: aggregates, and the {@code select} aliases once they are known. */
final class WindowScope implements Scope {

    private static final Set<String> AGGREGATE_NAMES = Arrays.stream(AggregateFunction.values())
            .map(AggregateFunction::sqlName)
            .collect(Collectors.toUnmodifiableSet());

    private final AggregateCalls aggregates;
    private final Columns results;
    private final Map<ColumnPath, Output> aliases = new HashMap<>();
    private final Map<Output, Uses> usesOfAliases = new HashMap<>();
    private boolean areAliasesIncomplete;
    /** Of the expression that is being compiled. */
    private Uses uses = new Uses();

    WindowScope(AggregateCalls aggregates, Columns results) {
        this.aggregates = aggregates;
        this.results = results;
    }

    void addAlias(Output output, Uses usesOfOutput) {
        aliases.put(ColumnPath.of(output.name()), output);
        usesOfAliases.put(output, usesOfOutput);
    }

    /** Begins to note what the next expression uses. */
    void beginUses() {
        uses = new Uses();
    }

    /** What has been used since {@link #beginUses}. */
    Uses uses() {
        return uses;
    }

    /** From now on a name that is no alias may be that of a column whose own expression is wrong, so it is let through. */
    void forgiveUnknownAliases() {
        areAliasesIncomplete = true;
    }

    @Override
    public int column(Syntax.Column column) {
        Output alias = aliases.get(column.path());
        if (alias != null) {
            uses.add(alias, usesOfAliases.getOrDefault(alias, new Uses()));
            return scalar(alias, column).slot();
        }
        if (areAliasesIncomplete) {
            return results.newRegister();
        }
        throw new ExpressionException(
                "Column `" + column.path() + "` stands outside an aggregate",
                column.position(),
                "a window has many rows, so say which value to take, as in `last(" + column.source() + ")`");
    }

    private static Expression scalar(Output alias, Syntax use) {
        requireScalar(alias.shape(), alias.name(), use);
        return alias.expression();
    }

    private static void requireScalar(Shape shape, String what, Syntax use) {
        String found =
                switch (shape) {
                    case SCALAR -> "";
                    case LIST -> "a list";
                    case COLUMNS -> "many columns";
                };
        if (!found.isEmpty()) {
            throw new ExpressionException(
                    "Cannot compute with `" + what + "`, which is " + found,
                    use.position(),
                    "it stands alone, as a column of `select`");
        }
    }

    @Override
    public Type columnType(Syntax.Column column) {
        Output alias = aliases.get(column.path());
        return alias == null ? Type.ANY : alias.type();
    }

    @Override
    public Set<String> aggregateNames() {
        return AGGREGATE_NAMES;
    }

    @Override
    public Type aggregateType(Syntax.Call call) {
        return AggregateCalls.function(call).type();
    }

    @Override
    public int aggregate(Syntax.Call call) {
        requireScalar(AggregateCalls.shapeOf(call), call.source(), call);
        return used(call).resultSlot();
    }

    private AggregateCall used(Syntax.Call call) {
        AggregateCall aggregate = aggregates.of(call);
        uses.add(aggregate);
        return aggregate;
    }

    /** For what stands alone as a column of {@code select}: any aggregate. */
    Scope alone() {
        return new Scope() {
            @Override
            public int column(Syntax.Column column) {
                return WindowScope.this.column(column);
            }

            @Override
            public int aggregate(Syntax.Call call) {
                return used(call).resultSlot();
            }

            @Override
            public Set<String> aggregateNames() {
                return AGGREGATE_NAMES;
            }
        };
    }
}
