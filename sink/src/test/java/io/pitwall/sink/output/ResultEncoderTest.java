package io.pitwall.sink.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.config.WindowSinkConfig;
import io.pitwall.sink.input.GroupKey;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

final class ResultEncoderTest {

    @Test
    void aWindowIsItsBoundsAndTheSelectedColumnsInOrderStampedWithItsLastMillisecond() {
        WindowSinkConfig config = config(Map.of());
        Row row = row(config);

        ProducerRecord<byte[], byte[]> record =
                encoder(config).window(GroupKey.encode("phone-1"), 1_000, 3_000, 3_000, 1, row);

        assertThat(record.topic()).isEqualTo("features");
        assertThat(record.timestamp()).isEqualTo(2_999);
        assertThat(text(record.key())).isEqualTo("phone-1");
        assertThat(text(record.value()))
                .isEqualTo(
                        "{\"window_start\":1000,\"window_end\":3000,\"force\":0.1,\"n\":7,\"name\":\"\\\"quoted\\\"\",\"gone\":null,\"odd\":\"NaN\"}");
    }

    @Test
    void anAlertCarriesTheWindowAndItsTime() {
        WindowSinkConfig config = config(Map.of());
        Row row = row(config);

        ProducerRecord<byte[], byte[]> record =
                encoder(config).alert(GroupKey.encode("phone-1"), 1_000, 3_000, 3_000, row);

        assertThat(record.topic()).isEqualTo("alerts");
        assertThat(record.timestamp()).isEqualTo(3_000);
        assertThat(text(record.value())).endsWith("\"odd\":\"NaN\",\"alert_time\":3000}");
    }

    @Test
    void keysThatWereReadAsBytesAreWrittenAsTheSameBytes() {
        WindowSinkConfig config = config(Map.of());

        ProducerRecord<byte[], byte[]> record =
                encoder(config).window(GroupKey.encode(new byte[] {0, 9}), 0, 1, 1, 1, row(config));

        assertThat(record.key()).containsExactly(0, 9);
    }

    @Test
    void windowsBeforeTheEpochAreStampedWithTheEpoch() {
        WindowSinkConfig config = config(Map.of());

        ProducerRecord<byte[], byte[]> record =
                encoder(config).window(GroupKey.encode("a"), -20, -10, -10, 1, row(config));

        assertThat(record.timestamp()).isZero();
        assertThat(text(record.value())).startsWith("{\"window_start\":-20,\"window_end\":-10,");
    }

    @Test
    void otherConvertersGetAStructWithASchemaFromTheQuery() {
        WindowSinkConfig config = config(Map.of("output.value.converter.schemas.enable", "true"));
        Row row = row(config);

        ProducerRecord<byte[], byte[]> record = encoder(config).window(GroupKey.encode("a"), 0, 10, 10, 1, row);

        JsonConverter json = new JsonConverter();
        json.configure(Map.of("schemas.enable", "true"), false);
        SchemaAndValue read = json.toConnectData("features", record.value());
        Struct struct = (Struct) read.value();
        assertThat(struct.getInt64("window_end")).isEqualTo(10);
        assertThat(struct.getFloat64("force")).isEqualTo(0.1);
        assertThat(struct.getFloat64("n")).isEqualTo(7.0);
        assertThat(struct.getString("name")).isEqualTo("\"quoted\"");
        assertThat(read.schema().field("gone").schema()).isEqualTo(Schema.OPTIONAL_FLOAT64_SCHEMA);
        assertThat(struct.schema().fields()).hasSize(7);
        json.close();
    }

    @Test
    void withUpdatesEveryRecordSaysWhetherItIsTheLastAndWhichIsNewer() {
        WindowSinkConfig config = config(Map.of("emit", "updates"));
        ResultEncoder encoder = encoder(config);

        ProducerRecord<byte[], byte[]> update = encoder.update(GroupKey.encode("a"), 0, 10, 3, 7, row(config));
        ProducerRecord<byte[], byte[]> last = encoder.window(GroupKey.encode("a"), 0, 10, 10, 8, row(config));

        assertThat(text(update.value())).endsWith("\"odd\":\"NaN\",\"final\":false,\"revision\":7}");
        assertThat(text(last.value())).endsWith("\"odd\":\"NaN\",\"final\":true,\"revision\":8}");
    }

    @Test
    void aWindowThatIsNotOverIsStampedWithStreamTime() {
        WindowSinkConfig config = config(Map.of("emit", "updates"));
        ResultEncoder encoder = encoder(config);

        assertThat(encoder.update(GroupKey.encode("a"), 0, 10, 8, 1, row(config))
                        .timestamp())
                .isEqualTo(8);
        assertThat(encoder.window(GroupKey.encode("a"), 0, 10, 8, 1, row(config))
                        .timestamp())
                .isEqualTo(8);
        assertThat(encoder.update(GroupKey.encode("a"), 0, 10, 9, 1, row(config))
                        .timestamp())
                .isEqualTo(9);
        assertThat(encoder.update(GroupKey.encode("a"), 0, 10, 10, 1, row(config))
                        .timestamp())
                .isEqualTo(9);
    }

    @Test
    void alertsThatEndSayWhetherTheyBeginOrEnd() {
        WindowSinkConfig config = config(Map.of("alert.clear.when", "force < 100"));
        ResultEncoder encoder = encoder(config);

        ProducerRecord<byte[], byte[]> raised = encoder.alert(GroupKey.encode("a"), 0, 10, 5, row(config));
        ProducerRecord<byte[], byte[]> cleared = encoder.cleared(GroupKey.encode("a"), 0, 10, 9, row(config));

        assertThat(text(raised.value())).endsWith("\"odd\":\"NaN\",\"alert_time\":5,\"alert_state\":\"raised\"}");
        assertThat(text(cleared.value())).endsWith("\"odd\":\"NaN\",\"alert_time\":9,\"alert_state\":\"cleared\"}");
        assertThat(cleared.topic()).isEqualTo("alerts");
        assertThat(cleared.timestamp()).isEqualTo(9);
    }

    @Test
    void theSchemaHasTheSameFieldsInTheSameOrder() {
        WindowSinkConfig config = config(Map.of(
                "output.value.converter.schemas.enable", "true", "emit", "updates", "alert.clear.when", "force < 100"));
        ResultEncoder encoder = encoder(config);

        Struct update = struct(encoder.update(GroupKey.encode("a"), 0, 10, 3, 7, row(config)));
        Struct last = struct(encoder.window(GroupKey.encode("a"), 0, 10, 10, 8, row(config)));
        Struct cleared = struct(encoder.cleared(GroupKey.encode("a"), 0, 10, 9, row(config)));

        assertThat(update.schema()).isEqualTo(last.schema());
        assertThat(names(last))
                .containsExactly(
                        "window_start", "window_end", "force", "n", "name", "gone", "odd", "final", "revision");
        assertThat(update.getBoolean("final")).isFalse();
        assertThat(update.getInt64("revision")).isEqualTo(7);
        assertThat(last.getBoolean("final")).isTrue();
        assertThat(names(cleared)).endsWith("odd", "alert_time", "alert_state");
        assertThat(cleared.getString("alert_state")).isEqualTo("cleared");
    }

    private static List<String> names(Struct struct) {
        return struct.schema().fields().stream().map(Field::name).toList();
    }

    private static Struct struct(ProducerRecord<byte[], byte[]> record) {
        try (JsonConverter json = new JsonConverter()) {
            json.configure(Map.of("schemas.enable", "true"), false);
            return (Struct) json.toConnectData(record.topic(), record.value()).value();
        }
    }

    private static ResultEncoder encoder(WindowSinkConfig config) {
        return new ResultEncoder(config, config.newQuery());
    }

    private static WindowSinkConfig config(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "name", "crash",
                "topics", "rows",
                "select",
                        "sum(x) as force, count(*) as n, cast(last(s) as string) as name, last(y) as gone, sum(z) as odd",
                "window.size.ms", "2000",
                "window.advance.ms", "250",
                "output.topic", "features",
                "alert.when", "force > 200",
                "alert.topic", "alerts",
                "kafka.bootstrap.servers", "localhost:9092"));
        properties.putAll(more);
        return WindowSinkConfig.of(properties);
    }

    private static Row row(WindowSinkConfig config) {
        WindowQuery query = config.newQuery();
        Row row = query.results().newRow();
        for (var output : query.outputs()) {
            Cell cell = output.in(row);
            switch (output.name()) {
                case "force" -> cell.setDouble(0.1);
                case "n" -> cell.setLong(7);
                case "name" -> cell.setText("\"quoted\"");
                case "odd" -> cell.setDouble(Double.NaN);
                default -> cell.setNull();
            }
        }
        return row;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
