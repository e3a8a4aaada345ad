package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.expression.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The aggregates a {@code select} may name. */
public enum AggregateFunction {
    COUNT,
    SUM,
    AVG,
    MIN,
    MAX,
    FIRST,
    LAST;

    /** The function of a name, in any case. */
    public static Optional<AggregateFunction> named(String name) {
        return Arrays.stream(values())
                .filter(function -> function.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The name as users write it. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of the result; {@code ANY} where it is that of the argument. */
    public Type type() {
        return switch (this) {
            case COUNT, SUM, AVG -> Type.NUMBER;
            case MIN, MAX, FIRST, LAST -> Type.ANY;
        };
    }

    /** Whether the argument must be a number. */
    public boolean needsNumber() {
        return switch (this) {
            case SUM, AVG -> true;
            case COUNT, MIN, MAX, FIRST, LAST -> false;
        };
    }

    /** The accumulator of one call of this function. */
    public Aggregate create(Aggregate.Fields fields) {
        return switch (this) {
            case COUNT -> new CountOfValues(fields);
            case SUM -> Sum.total(fields);
            case AVG -> Sum.average(fields);
            case MIN -> Extreme.least(fields);
            case MAX -> Extreme.greatest(fields);
            case FIRST -> ByEventTime.first(fields);
            case LAST -> ByEventTime.last(fields);
        };
    }
}
