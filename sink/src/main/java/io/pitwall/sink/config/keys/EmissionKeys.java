package io.pitwall.sink.config.keys;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.pitwall.sink.windowing.Windows;
import io.pitwall.transforms.OneOf;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The keys that say when windows are given out, and what is an alert. */
final class EmissionKeys {

    private static final long MAX_EMPTY_WINDOWS = 10_000;

    private EmissionKeys() {}

    static void addTo(KeyList keys) {
        addEmission(keys);
        addAlerts(keys);
    }

    private static void addEmission(KeyList keys) {
        keys.begin("Emission");
        keys.add(
                WindowSinkKeys.EMIT,
                STRING,
                "final",
                OneOf.of("final", "updates"),
                MEDIUM,
                "What is emitted",
                """
                final: each window once, when it closes. updates: open tumbling, hopping and session windows that have \
                changed as well, at most every emit.interval.ms. Every record then says in the column final whether it \
                is the last of its window, and in revision which of several is newer.""");
        keys.add(
                WindowSinkKeys.EMIT_INTERVAL_MS,
                LONG,
                1_000L,
                Range.between(1L, 3_600_000L),
                LOW,
                "Update interval (ms)",
                """
                Least time between two updates of a window. Only with emit=updates.""");
        keys.add(
                WindowSinkKeys.EMIT_EARLY_WHEN,
                STRING,
                "",
                null,
                LOW,
                "Early closing",
                """
                Condition on the columns of select and on aggregates; when a row makes it true of the key's current \
                window, that window closes at once: it is emitted, and takes no more rows. For tumbling, hopping and \
                session windows. Empty: windows close in time.""");
        keys.add(
                WindowSinkKeys.EMIT_EMPTY,
                LONG,
                0L,
                Range.between(0L, MAX_EMPTY_WINDOWS),
                LOW,
                "Empty windows",
                """
                How many windows without rows are emitted after the last one of a key that had rows, so that gaps can be \
                seen: counts are 0, other columns null. For tumbling and hopping windows.""");
    }

    private static void addAlerts(KeyList keys) {
        keys.begin("Alerts");
        keys.add(
                WindowSinkKeys.ALERT_WHEN,
                STRING,
                "",
                null,
                MEDIUM,
                "Alert condition",
                """
                Condition on the columns of select and on aggregates; a key whose window makes it true fires an alert, and \
                no other before the condition has been false in between. Empty: no alerts.""");
        keys.add(
                WindowSinkKeys.ALERT_CLEAR_WHEN,
                STRING,
                "",
                null,
                LOW,
                "All-clear condition",
                """
                Condition that ends an alert. Alerts are then in pairs, with alert_state raised or cleared. \
                Empty: an alert is over when alert.when is false, and nothing says so.""");
        keys.add(
                WindowSinkKeys.ALERT_EVALUATE,
                STRING,
                "change",
                OneOf.of("change", "close"),
                LOW,
                "When conditions are judged",
                """
                change: after every row, over the key's current window, and when a window closes; an alert leaves with \
                the row that causes it. close: only when a window closes.""");
        keys.add(
                WindowSinkKeys.ALERT_TOPIC,
                STRING,
                "",
                null,
                MEDIUM,
                "Alert topic",
                """
                Topic for the alerts. Required where alert.when is set.""");
        keys.add(
                WindowSinkKeys.ALERT_COOLDOWN_MS,
                LONG,
                60_000L,
                Range.between(0L, Windows.MAX_SPAN_MS),
                MEDIUM,
                "Alert cool-down (ms)",
                """
                After an alert, the same key fires no other until this much event time has passed.""");
    }
}
