package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.expression.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The aggregates a {@code select} may name. */
public enum AggregateFunction {
    COUNT,
    COUNT_DISTINCT,
    SUM,
    AVG,
    MIN,
    MAX,
    RANGE,
    FIRST,
    LAST,
    VAR_POP,
    VAR_SAMP,
    STDDEV_POP,
    STDDEV_SAMP,
    PERCENTILE,
    COLLECT;

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

    /** The type of the result; {@code ANY} where it is that of the argument, or a list. */
    public Type type() {
        return switch (this) {
            case COUNT, COUNT_DISTINCT, SUM, AVG, RANGE, VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP, PERCENTILE ->
                Type.NUMBER;
            case MIN, MAX, FIRST, LAST, COLLECT -> Type.ANY;
        };
    }

    /** Whether the result is a list, of values of the argument's type. */
    public boolean givesList() {
        return this == COLLECT;
    }

    /** Whether the argument must be a number. */
    public boolean needsNumber() {
        return switch (this) {
            case SUM, AVG, RANGE, VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP, PERCENTILE -> true;
            case COUNT, COUNT_DISTINCT, MIN, MAX, FIRST, LAST, COLLECT -> false;
        };
    }

    /** Whether it can be asked of every column that matches a pattern, in one. */
    public boolean takesManyColumns() {
        return switch (this) {
            case COUNT,
                    SUM,
                    AVG,
                    MIN,
                    MAX,
                    RANGE,
                    FIRST,
                    LAST,
                    VAR_POP,
                    VAR_SAMP,
                    STDDEV_POP,
                    STDDEV_SAMP,
                    PERCENTILE -> true;
            case COUNT_DISTINCT, COLLECT -> false;
        };
    }

    /** A constant that follows the argument. */
    public record Parameter(double least, double greatest, boolean isWhole, OptionalDouble whenLeftOut) {

        public boolean admits(double value) {
            return value >= least && value <= greatest && (!isWhole || value == Math.rint(value));
        }

        /** As messages say it: "a whole number from 1 to 10000". */
        @Override
        public String toString() {
            return (isWhole ? "a whole number" : "a number") + " from " + (long) least + " to " + (long) greatest;
        }
    }

    /** Empty if there is the argument and nothing else. */
    public Optional<Parameter> parameter() {
        return switch (this) {
            case PERCENTILE -> Optional.of(new Parameter(0, 1, false, OptionalDouble.empty()));
            case COLLECT -> Optional.of(new Parameter(1, 10_000, true, OptionalDouble.of(1_000)));
            case COUNT,
                    COUNT_DISTINCT,
                    SUM,
                    AVG,
                    MIN,
                    MAX,
                    RANGE,
                    FIRST,
                    LAST,
                    VAR_POP,
                    VAR_SAMP,
                    STDDEV_POP,
                    STDDEV_SAMP -> Optional.empty();
        };
    }

    /** The accumulator of one call of this function; the parameter is of no meaning where there is none. */
    public Aggregate create(Aggregate.Fields fields, double parameter) {
        return switch (this) {
            case COUNT -> new CountOfValues(fields);
            case COUNT_DISTINCT -> new CountOfDistinct(fields);
            case SUM -> new Sum(fields);
            case AVG -> new Average(fields);
            case MIN -> Extreme.least(fields);
            case MAX -> Extreme.greatest(fields);
            case RANGE -> new Range(fields);
            case FIRST -> ByEventTime.first(fields);
            case LAST -> ByEventTime.last(fields);
            case VAR_POP -> Variance.ofPopulation(fields);
            case VAR_SAMP -> Variance.ofSample(fields);
            case STDDEV_POP -> Variance.deviationOfPopulation(fields);
            case STDDEV_SAMP -> Variance.deviationOfSample(fields);
            case PERCENTILE -> new Percentile(fields, parameter);
            case COLLECT -> new Collect(fields, (int) parameter);
        };
    }
}
