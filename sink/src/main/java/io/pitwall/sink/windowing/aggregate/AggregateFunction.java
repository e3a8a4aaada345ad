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
    LAST,
    VAR_POP,
    VAR_SAMP,
    STDDEV_POP,
    STDDEV_SAMP,
    RANGE;

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
            case COUNT, SUM, AVG, VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP, RANGE -> Type.NUMBER;
            case MIN, MAX, FIRST, LAST -> Type.ANY;
        };
    }

    /** Whether the argument must be a number. */
    public boolean needsNumber() {
        return switch (this) {
            case SUM, AVG, VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP, RANGE -> true;
            case COUNT, MIN, MAX, FIRST, LAST -> false;
        };
    }

    /** The accumulator of one call of this function. */
    public Aggregate create(Aggregate.Fields fields) {
        return switch (this) {
            case COUNT -> new CountOfValues(fields);
            case SUM -> new Sum(fields);
            case AVG -> new Average(fields);
            case MIN -> Extreme.least(fields);
            case MAX -> Extreme.greatest(fields);
            case FIRST -> ByEventTime.first(fields);
            case LAST -> ByEventTime.last(fields);
            case VAR_POP -> Variance.ofPopulation(fields);
            case VAR_SAMP -> Variance.ofSample(fields);
            case STDDEV_POP -> Variance.deviationOfPopulation(fields);
            case STDDEV_SAMP -> Variance.deviationOfSample(fields);
            case RANGE -> new Range(fields);
        };
    }
}
