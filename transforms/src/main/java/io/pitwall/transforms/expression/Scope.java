package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Columns;
import java.util.Set;

/** What the names in an expression stand for: each gets the slot that holds its value when the expression runs. */
public interface Scope {

    /** The slot of a column. Throws {@link ExpressionException} where the column may not be named. */
    int column(Syntax.Column column);

    /** What is known about a column that may be named. */
    default Type columnType(Syntax.Column column) {
        return Type.ANY;
    }

    /** Is this name, in lower case, an aggregate here? It then hides a function of the same name. */
    default boolean isAggregate(String name) {
        return aggregateNames().contains(name);
    }

    /** The slot that holds an aggregate's result. Throws {@link ExpressionException} where the call makes no sense. */
    int aggregate(Syntax.Call call);

    /** What is known about an aggregate's result; the more, the more mistakes are found before the first row. */
    default Type aggregateType(Syntax.Call call) {
        return Type.ANY;
    }

    /** The aggregates that exist here, in lower case; also offered as suggestions for a misspelt name. */
    default Set<String> aggregateNames() {
        return Set.of();
    }

    /** Plain rows: any column may be named, aggregates are refused. */
    static Scope of(Columns columns) {
        return new PlainScope(columns);
    }
}
