package io.pitwall.sink.metrics;

import io.pitwall.sink.shard.ShardStatus;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that can be measured of a shard.
 *
 * @param name in lower case, words joined by hyphens; ends with the unit where that is a time or a size
 * @param unit what one of it is; {@code none} for texts and switches
 * @param description one sentence, for users
 * @param reading an instance of the type, or empty while there is none
 */
public record Metric(
        String name,
        Kind kind,
        Type type,
        String unit,
        String description,
        Function<ShardStatus, Optional<? extends Object>> reading) {

    /** How values of different times compare. */
    public enum Kind {
        /** Only grows. */
        COUNTER,
        /** Goes up and down, or is no number. */
        GAUGE
    }

    /** What a value is. */
    public enum Type {
        LONG,
        DOUBLE,
        STRING,
        /** Numbers by name, a {@code Map<String, Long>}. */
        TABLE
    }

    /** The name as MBeans have it: {@code rows-in} is {@code RowsIn}. */
    public String attribute() {
        StringBuilder attribute = new StringBuilder();
        for (String word : name.split("-", -1)) {
            attribute.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return attribute.toString();
    }

    /** Whether Connect's metrics, which know numbers and texts, have it too. */
    public boolean isForConnect() {
        return type != Type.TABLE;
    }

    /** The value in a status; empty while there is none. */
    Optional<? extends Object> in(ShardStatus status) {
        return reading.apply(status);
    }
}
