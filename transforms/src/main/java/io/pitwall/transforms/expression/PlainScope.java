package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Columns;
import java.util.Set;

/** Names as they are in a single row, where there is nothing to aggregate over. */
final class PlainScope implements Scope {

    /** Known so as to be refused with the reason, and not as unknown functions. */
    private static final Set<String> AGGREGATES = Set.of(
            "count",
            "sum",
            "avg",
            "min",
            "max",
            "first",
            "last",
            "var_pop",
            "var_samp",
            "stddev_pop",
            "stddev_samp",
            "range",
            "count_distinct",
            "percentile",
            "collect");

    private final Columns columns;

    PlainScope(Columns columns) {
        this.columns = columns;
    }

    @Override
    public int column(Syntax.Column column) {
        return columns.slotOf(column.path());
    }

    @Override
    public boolean isAggregate(String name) {
        return AGGREGATES.contains(name);
    }

    @Override
    public int aggregate(Syntax.Call call) {
        String hint = call.name().equals("min") || call.name().equals("max")
                ? "of several columns of one row, use `" + (call.name().equals("min") ? "least" : "greatest") + "`"
                : "aggregates belong in the `select`, `having` or `alert.when` of a window, not in `where`, a filter or each other";
        throw new ExpressionException(
                "`" + call.name() + "` needs the rows of a window, and this is evaluated row by row",
                call.position(),
                hint);
    }
}
