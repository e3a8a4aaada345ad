package io.pitwall.sink.config.keys;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.pitwall.sink.windowing.Windows;
import io.pitwall.transforms.OneOf;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The keys that say which windows there are and when they close. */
final class WindowKeys {

    private static final long SEVEN_DAYS_MS = 7 * Windows.DAY_MS;

    private WindowKeys() {}

    static void addTo(KeyList keys) {
        keys.begin("Windows");
        addShape(keys);
        addTime(keys);
    }

    private static void addShape(KeyList keys) {
        keys.add(
                WindowSinkKeys.WINDOW_TYPE,
                STRING,
                "hopping",
                OneOf.of("tumbling", "hopping", "sliding", "session", "count"),
                HIGH,
                "Window type",
                """
                tumbling: windows follow one another. hopping: a new window begins every window.advance.ms. sliding: one \
                window per row, of the window.size.ms up to it. session: rows less than session.gap.ms apart. \
                count: so many rows of a key.""");
        keys.add(
                WindowSinkKeys.WINDOW_SIZE_MS,
                LONG,
                null,
                KeyList.whereGiven(Range.between(1L, Windows.MAX_SPAN_MS)),
                HIGH,
                "Window size (ms)",
                """
                Length of a window. Windows are half-open, from start inclusive to end exclusive. \
                Required for tumbling, hopping and sliding windows, and only for them.""");
        keys.add(
                WindowSinkKeys.WINDOW_ADVANCE_MS,
                LONG,
                null,
                KeyList.whereGiven(Range.between(1L, Windows.MAX_SPAN_MS)),
                HIGH,
                "Window advance (ms)",
                """
                Distance between the starts of two windows, which are multiples of it since 1970-01-01 UTC. \
                At most window.size.ms. Required for hopping windows, and only for them.""");
        keys.add(
                WindowSinkKeys.SESSION_GAP_MS,
                LONG,
                null,
                KeyList.whereGiven(Range.between(1L, Windows.MAX_SPAN_MS)),
                HIGH,
                "Session gap (ms)",
                """
                A session ends when a key has had no row for this long. Required for session windows, and only for \
                them.""");
        keys.add(
                WindowSinkKeys.WINDOW_COUNT,
                LONG,
                null,
                KeyList.whereGiven(Range.between(1L, (long) Windows.MAX_ROWS_PER_WINDOW)),
                HIGH,
                "Window size (rows)",
                """
                Rows of a key in a window, in the order of the partition. Required for count windows, and only for them.""");
        keys.add(
                WindowSinkKeys.WINDOW_ADVANCE_COUNT,
                LONG,
                null,
                KeyList.whereGiven(Range.between(1L, (long) Windows.MAX_ROWS_PER_WINDOW)),
                MEDIUM,
                "Window advance (rows)",
                """
                Rows between the beginnings of two count windows. At most window.count, which is also the default.""");
        keys.add(
                WindowSinkKeys.WINDOW_OFFSET_MS,
                LONG,
                0L,
                Range.between(0L, Windows.MAX_SPAN_MS),
                LOW,
                "Window offset (ms)",
                """
                How far the starts of tumbling and hopping windows are moved from the multiples of the advance; less than the \
                advance, or than the size of tumbling windows.""");
        keys.add(
                WindowSinkKeys.WINDOW_TIME_ZONE,
                STRING,
                "",
                null,
                LOW,
                "Time zone of days",
                """
                Time zone, such as Europe/Berlin, in whose calendar days tumbling and hopping windows begin and end; a day is \
                23 or 25 hours long there when clocks are changed. Size, advance and offset must be whole days. \
                Empty: days are those of UTC, always 24 hours long.""");
    }

    private static void addTime(KeyList keys) {
        keys.add(
                WindowSinkKeys.WINDOW_GRACE_MS,
                LONG,
                0L,
                Range.between(0L, Windows.MAX_SPAN_MS),
                MEDIUM,
                "Grace (ms)",
                """
                How long after its end, in stream time, a window waits for rows that come late. Not for count windows, which \
                close on their last row.""");
        keys.add(
                WindowSinkKeys.WINDOW_CLOCK,
                STRING,
                "partition",
                OneOf.of("partition", "key"),
                MEDIUM,
                "Clock that closes windows",
                """
                partition: one stream time, moved by all rows of a partition. key: each key has its own, moved by its rows \
                only, so that a device whose clock is ahead closes nobody else's windows. Not for count windows.""");
        keys.add(
                WindowSinkKeys.STATE_TTL_MS,
                LONG,
                SEVEN_DAYS_MS,
                Range.between(-1L, Windows.MAX_SPAN_MS),
                LOW,
                "Time to live of a key (ms)",
                """
                How long, in stream time, a key without rows is remembered where something of it outlives its windows: \
                an alert, a clock of its own, a count window that is not full. Then it is forgotten. At least \
                alert.cooldown.ms where there are alerts, and window.grace.ms with window.clock=key. -1: never.""");
    }
}
