package io.pitwall.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pitwall.sink.config.WindowSinkConfig;
import io.pitwall.sink.shard.Outbox;
import io.pitwall.sink.shard.RejectedRowException;
import io.pitwall.sink.shard.RejectedRowException.Reason;
import io.pitwall.sink.shard.ShardQuery.Fate;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.keyed.RowFormats;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

final class WindowShardQueryTest {

    private static final long WALL_MS = 1_000_000;

    @Test
    void aRowThatWouldOpenMoreThanAKeyMayHaveIsRejectedForThat() {
        WindowShardQuery query =
                query(Map.of("window.type", "session", "session.gap.ms", "1", "window.grace.ms", "500000"));
        for (long session = 0; session < Windows.MAX_OPEN_SLICES; session++) {
            assertThat(accept(query, "one", 2 * session)).isEqualTo(Fate.WINDOWED);
        }

        RejectedRowException rejection = catchThrowableOfType(
                RejectedRowException.class, () -> accept(query, "one", 2 * Windows.MAX_OPEN_SLICES));

        assertThat(rejection.reason()).isEqualTo(Reason.TOO_MUCH_STATE);
        assertThat(rejection).hasMessageContaining("at most 65536 open sessions");
        assertThat(accept(query, "another", 2 * Windows.MAX_OPEN_SLICES)).isEqualTo(Fate.WINDOWED);
    }

    @Test
    void aRowAsFarAheadAsItMayBeIsTakenAndOneMillisecondMoreIsRejected() {
        WindowShardQuery query = query(Map.of("window.type", "tumbling", "window.size.ms", "10", "max.future.ms", "5"));

        assertThat(accept(query, "one", WALL_MS + 5)).isEqualTo(Fate.WINDOWED);
        RejectedRowException rejection =
                catchThrowableOfType(RejectedRowException.class, () -> accept(query, "one", WALL_MS + 6));

        assertThat(rejection.reason()).isEqualTo(Reason.FUTURE_TIMESTAMP);
        assertThat(query.streamTimeMs()).isEqualTo(WALL_MS + 5);
    }

    @Test
    void aLateRowIsToldItsLastWindow() {
        WindowShardQuery query =
                query(Map.of("window.type", "hopping", "window.size.ms", "10", "window.advance.ms", "5"));
        accept(query, "one", 100);

        assertThat(accept(query, "one", 7)).isEqualTo(Fate.LATE);

        assertThat(query.lateness().windowStartMs()).isEqualTo(5);
        assertThat(query.lateness().windowEndMs()).isEqualTo(15);
        assertThat(query.lateness().lateByMs()).isEqualTo(85);
    }

    @Test
    void everyRowBeginsWithTheVersionThatItsKindIsKnownBy() {
        WindowShardQuery query =
                query(Map.of("window.type", "tumbling", "window.size.ms", "10", "window.clock", "key"));
        accept(query, "one", 100);
        Map<Byte, Byte> versions = new HashMap<>();

        query.forEachChange((key, value) -> versions.put(key[0], Objects.requireNonNull(value)[0]));

        assertThat(versions).hasSize(2);
        versions.forEach((kind, version) -> assertThat(RowFormats.version(kind)).isEqualTo(version.intValue()));
        assertThat(RowFormats.version((byte) 9)).isNegative();
    }

    private static Fate accept(WindowShardQuery query, String key, long timestampMs) {
        SinkRecord record = new SinkRecord(
                "rows", 0, null, key, null, Map.of("x", 1), timestampMs, timestampMs, TimestampType.CREATE_TIME);
        return query.accept(record, WALL_MS, new Outbox());
    }

    private static WindowShardQuery query(Map<String, String> windows) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "name", "crash",
                "topics", "rows",
                "select", "sum(x) as s",
                "output.topic", "features",
                "kafka.bootstrap.servers", "localhost:9092"));
        properties.putAll(windows);
        return new WindowShardQuery(WindowSinkConfig.of(properties));
    }
}
