package io.pitwall.sink.config;

import io.pitwall.sink.config.WindowSinkConfig.Timestamp;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.query.WindowQuery;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What persisted panes depend on, as text: with another window, filter, event time or aggregate the numbers in them would
 * mean something else. {@code having}, {@code alert.when} and the expressions over aggregates may change freely.
 */
final class Fingerprint {

    private Fingerprint() {}

    static String of(Windows windows, WindowQuery query, Optional<Timestamp> timestamp) {
        String aggregates =
                query.aggregates().stream().map(call -> call.syntax().source()).collect(Collectors.joining(", "));
        return windows.description() + ", time "
                + timestamp.map(Fingerprint::of).orElse("of the record")
                + ", where " + query.where().map(where -> where.source()).orElse("true")
                + ", aggregates " + aggregates;
    }

    private static String of(Timestamp timestamp) {
        return "`" + timestamp.column() + "` in " + timestamp.unit().configName();
    }
}
