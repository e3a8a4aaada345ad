package io.pitwall.sink.config;

import io.pitwall.sink.config.WindowSinkConfig.Timestamp;
import io.pitwall.sink.windowing.EngineSettings;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.expression.Parser;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What persisted slices depend on, as text: with another window, clock, filter, event time or aggregate the numbers in them
 * would mean something else. {@code having}, {@code alert.when}, how windows are emitted and the expressions over aggregates
 * may change freely.
 */
final class Fingerprint {

    private Fingerprint() {}

    static String of(Windows windows, EngineSettings.Clock clock, WindowQuery query, Optional<Timestamp> timestamp) {
        String where = query.text().where();
        String aggregates = query.aggregates().stream()
                .map(call -> CanonicalText.of(call.syntax()))
                .collect(Collectors.joining(", "));
        return windows.description()
                + ", clock of the " + clock.name().toLowerCase(Locale.ROOT)
                + ", time " + timestamp.map(Fingerprint::of).orElse("of the record")
                + ", where " + (where.isEmpty() ? "true" : CanonicalText.of(Parser.parse(where)))
                + ", aggregates " + aggregates;
    }

    private static String of(Timestamp timestamp) {
        return CanonicalText.of(timestamp.path()) + " in " + timestamp.unit().configName();
    }
}
