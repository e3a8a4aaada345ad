package io.pitwall.sink.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.config.WindowSinkConfig;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.query.WindowQuery;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InputRowsTest {

    @Test
    void theEventTimeIsThatOfTheRecordWhereNoColumnIsNamed() {
        InputRows rows = rows(Map.of());

        rows.read(record(Map.of("x", 1), 17L));

        assertThat(rows.timestampMs()).isEqualTo(17);
        assertThat(rows.key()).isEqualTo(GroupKey.encode("phone"));
    }

    @Test
    void aColumnForTheEventTimeIsReadInItsUnitThoughNoAggregateNamesIt() {
        InputRows rows = rows(Map.of("timestamp.column", "at.seconds", "timestamp.unit", "s"));

        rows.read(record(Map.of("x", 1, "at", Map.of("seconds", 3)), 17L));

        assertThat(rows.timestampMs()).isEqualTo(3_000);
    }

    @Test
    void aRowWithoutEventTimeIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> rows(Map.of()).read(record(Map.of("x", 1), null)))
                .isInstanceOf(DataException.class)
                .hasMessage("expected a record timestamp, found none; name the column with timestamp.column");
        assertThatThrownBy(() -> rows(Map.of("timestamp.column", "t")).read(record(Map.of("x", 1), 17L)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("timestamp.column `t`: ");
    }

    @Test
    void theFarthestTimeIsTakenAndOneMillisecondMoreIsRefused() {
        InputRows rows = rows(Map.of());

        rows.read(record(Map.of("x", 1), -Windows.MAX_TIME_MS));
        assertThat(rows.timestampMs()).isEqualTo(-Windows.MAX_TIME_MS);
        rows.read(record(Map.of("x", 1), Windows.MAX_TIME_MS));
        assertThat(rows.timestampMs()).isEqualTo(Windows.MAX_TIME_MS);

        assertThatThrownBy(() -> rows.read(record(Map.of("x", 1), Windows.MAX_TIME_MS + 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("check timestamp.unit");
        assertThatThrownBy(() -> rows.read(record(Map.of("x", 1), -Windows.MAX_TIME_MS - 1)))
                .isInstanceOf(DataException.class);
    }

    private static SinkRecord record(Map<String, ?> value, @Nullable Long timestampMs) {
        return new SinkRecord("rows", 0, null, "phone", null, value, 0, timestampMs, TimestampType.CREATE_TIME);
    }

    private static InputRows rows(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "name", "crash",
                "topics", "rows",
                "select", "sum(x) as s",
                "window.type", "tumbling",
                "window.size.ms", "10",
                "output.topic", "features",
                "kafka.bootstrap.servers", "localhost:9092"));
        properties.putAll(more);
        WindowSinkConfig config = WindowSinkConfig.of(properties);
        WindowQuery query = config.newQuery();
        return new InputRows(query.input(), config.timestamp());
    }
}
