package io.pitwall.sink.config;

import io.pitwall.sink.windowing.query.QueryCompiler;
import io.pitwall.sink.windowing.query.QueryText;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.ColumnNames;
import io.pitwall.transforms.row.ColumnPath;
import io.pitwall.transforms.row.TimestampUnit;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * A query that is known to compile.
 *
 * @param timestamp where the event time is, if in a column
 */
record CheckedQuery(QueryText text, Optional<TimestampColumn> timestamp) {

    /** @param name as the user wrote it */
    record TimestampColumn(String name, ColumnPath path, TimestampUnit unit) {}

    /** Empty if a problem was found. */
    static Optional<CheckedQuery> read(Settings settings) {
        if (settings.textIfAny(WindowSinkKeys.SELECT).isEmpty()) {
            return Optional.empty();
        }
        QueryText text = new QueryText(
                settings.text(WindowSinkKeys.WHERE),
                settings.text(WindowSinkKeys.SELECT),
                settings.text(WindowSinkKeys.HAVING),
                settings.text(WindowSinkKeys.ALERT_WHEN),
                settings.text(WindowSinkKeys.ALERT_CLEAR_WHEN),
                settings.text(WindowSinkKeys.EMIT_EARLY_WHEN));
        return QueryCompiler.compile(text, (clause, problem) -> settings.problem(clause.key(), problem))
                .map(compiled -> new CheckedQuery(text, timestamp(settings)));
    }

    private static Optional<TimestampColumn> timestamp(Settings settings) {
        String column = settings.text(WindowSinkKeys.TIMESTAMP_COLUMN);
        Optional<TimestampUnit> unit = TimestampUnit.named(settings.text(WindowSinkKeys.TIMESTAMP_UNIT));
        if (column.isEmpty() || unit.isEmpty()) {
            return Optional.empty();
        }
        try {
            ColumnPath path = ColumnNames.parse(WindowSinkKeys.TIMESTAMP_COLUMN, column);
            return Optional.of(new TimestampColumn(column, path, unit.get()));
        } catch (ConfigException e) {
            settings.problem(WindowSinkKeys.TIMESTAMP_COLUMN, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    CompiledQuery compile() {
        WindowQuery windows = QueryCompiler.compile(text, (clause, problem) -> {
                    throw new IllegalStateException("A checked query does not compile: " + problem);
                })
                .orElseThrow();
        // Before the first row is made: it adds the column to those that are read.
        return new CompiledQuery(
                windows,
                timestamp.map(column -> new CompiledQuery.Timestamp(
                        column.name(), windows.input().slotOf(column.path()), column.unit())));
    }
}
