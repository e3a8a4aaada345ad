package io.pitwall.sink.config;

import io.pitwall.sink.config.WindowSinkConfig.Timestamp;
import io.pitwall.sink.config.keys.WindowSinkKeys;
import io.pitwall.sink.windowing.query.QueryCompiler;
import io.pitwall.sink.windowing.query.QueryText;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.ColumnNames;
import io.pitwall.transforms.row.ColumnPath;
import io.pitwall.transforms.row.TimestampUnit;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/** Reads what a configuration computes, and when its rows happened. */
final class QuerySettings {

    private QuerySettings() {}

    /** Empty if the query is missing, or a problem with it was found. */
    static Optional<WindowQuery> query(Settings settings) {
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
        return QueryCompiler.compile(text, (clause, problem) -> settings.problem(clause.key(), problem));
    }

    /** Empty if the event time is that of the record, or a problem with the column was found. */
    static Optional<Timestamp> timestamp(Settings settings) {
        String column = settings.text(WindowSinkKeys.TIMESTAMP_COLUMN);
        Optional<TimestampUnit> unit = TimestampUnit.named(settings.text(WindowSinkKeys.TIMESTAMP_UNIT));
        if (column.isEmpty() && settings.isOtherThanDefault(WindowSinkKeys.TIMESTAMP_UNIT)) {
            settings.problem(
                    WindowSinkKeys.TIMESTAMP_UNIT,
                    "timestamp.unit is of use only with timestamp.column; set timestamp.column, or leave timestamp.unit"
                            + " out: the timestamps of records are in ms.");
        }
        if (column.isEmpty() || unit.isEmpty()) {
            return Optional.empty();
        }
        try {
            ColumnPath path = ColumnNames.parse(WindowSinkKeys.TIMESTAMP_COLUMN, column);
            return Optional.of(new Timestamp(column, path, unit.get()));
        } catch (ConfigException e) {
            settings.problem(WindowSinkKeys.TIMESTAMP_COLUMN, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
