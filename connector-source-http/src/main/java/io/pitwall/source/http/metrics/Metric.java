package io.pitwall.source.http.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One thing that is measured.
 *
 * @param <S> what it is measured of
 * @param name in lower case, words joined by hyphens; ends with the unit where that is a time or a size
 * @param unit what one of it is; {@code none} for switches
 * @param description one sentence, for users
 * @param reading an instance of the type, or empty while there is none
 */
public record Metric<S>(
        String name,
        Kind kind,
        Type type,
        String unit,
        String description,
        Function<S, Optional<? extends Object>> reading) {

    /** How values of different times compare. */
    public enum Kind {
        /** Only grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE
    }

    /** What a value is. */
    public enum Type {
        LONG,
        DOUBLE,
        /** Numbers by name, a {@code Map<String, Long>}. */
        TABLE
    }

    static <S> Metric<S> counter(String name, String unit, String description, ToLongFunction<S> reading) {
        return new Metric<>(
                name, Kind.COUNTER, Type.LONG, unit, description, of -> Optional.of(reading.applyAsLong(of)));
    }

    static <S> Metric<S> gauge(String name, String unit, String description, ToLongFunction<S> reading) {
        return new Metric<>(name, Kind.GAUGE, Type.LONG, unit, description, of -> Optional.of(reading.applyAsLong(of)));
    }

    static <S> Metric<S> fraction(String name, String unit, String description, Function<S, OptionalDouble> reading) {
        return new Metric<>(name, Kind.GAUGE, Type.DOUBLE, unit, description, of -> {
            OptionalDouble value = reading.apply(of);
            return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
        });
    }

    static <S> Metric<S> table(String name, String unit, String description, Function<S, Map<String, Long>> reading) {
        return new Metric<>(name, Kind.COUNTER, Type.TABLE, unit, description, of -> Optional.of(reading.apply(of)));
    }

    /** The same of what has it as a part. */
    <T> Metric<T> within(Function<T, S> part) {
        return new Metric<>(name, kind, type, unit, description, of -> reading.apply(part.apply(of)));
    }

    /** The name as MBeans have it: {@code acknowledged-rows} is {@code AcknowledgedRows}. */
    public String attribute() {
        StringBuilder attribute = new StringBuilder();
        for (String word : name.split("-", -1)) {
            attribute.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return attribute.toString();
    }

    /** Whether Connect's metrics, which know no tables, can have it too. */
    public boolean isForConnect() {
        return type != Type.TABLE;
    }

    /** The value; empty while there is none. */
    Optional<? extends Object> in(S measured) {
        return reading.apply(measured);
    }
}
