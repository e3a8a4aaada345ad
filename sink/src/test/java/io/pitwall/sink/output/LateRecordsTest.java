package io.pitwall.sink.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.config.WindowSinkConfig;
import io.pitwall.sink.shard.Lateness;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LateRecordsTest {

    private static final String JSON = "{\"x\":1.5}";

    private static final Lateness LATENESS = new Lateness(3, 15, 17);

    private final LateRecords late = new LateRecords(config(), "late");

    static Stream<SchemaAndValue> oneRowInEveryForm() {
        Schema schema = SchemaBuilder.struct().field("x", Schema.FLOAT64_SCHEMA).build();
        return Stream.of(
                new SchemaAndValue(Schema.BYTES_SCHEMA, JSON.getBytes(UTF_8)),
                new SchemaAndValue(Schema.BYTES_SCHEMA, ByteBuffer.wrap(JSON.getBytes(UTF_8))),
                new SchemaAndValue(Schema.STRING_SCHEMA, JSON),
                new SchemaAndValue(null, Map.of("x", 1.5)),
                new SchemaAndValue(schema, new Struct(schema).put("x", 1.5)));
    }

    @ParameterizedTest
    @MethodSource("oneRowInEveryForm")
    void aRowIsWrittenAsItCameWhateverItsForm(SchemaAndValue row) {
        ProducerRecord<byte[], byte[]> record =
                late.record(record("phone-1", row, 7L, new ConnectHeaders()), LATENESS, 20);

        assertThat(text(record.key())).isEqualTo("phone-1");
        assertThat(text(record.value())).isEqualTo(JSON);
        assertThat(record.timestamp()).isEqualTo(7);
    }

    @Test
    void aKeyOfBytesIsWrittenAsTheSameBytes() {
        SchemaAndValue row = new SchemaAndValue(null, Map.of("x", 1.5));

        ProducerRecord<byte[], byte[]> record =
                late.record(record(ByteBuffer.wrap(new byte[] {0, 9}), row, null, new ConnectHeaders()), LATENESS, 20);

        assertThat(record.key()).containsExactly(0, 9);
        assertThat(record.timestamp()).isNull();
    }

    @Test
    void headersAreKeptAndTellHowLateTheRowWasForWhichWindowAndWhereItCameFrom() {
        Headers headers = new ConnectHeaders()
                .addString("trace", "abc")
                .addBytes("raw", new byte[] {0, 9})
                .addInt("attempt", 2);
        headers.add("tags", Map.of("bike", "red"), null);
        headers.add("none", null, null);
        SchemaAndValue row = new SchemaAndValue(null, Map.of("x", 1.5));

        ProducerRecord<byte[], byte[]> record = late.record(record("phone-1", row, 7L, headers), LATENESS, 20);

        assertThat(headersOf(record))
                .containsExactly(
                        Map.entry("trace", "abc"),
                        Map.entry("raw", "\0\t"),
                        Map.entry("attempt", "2"),
                        Map.entry("tags", "{\"bike\":\"red\"}"),
                        Map.entry("none", "null"),
                        Map.entry("pitwall.late.by.ms", "3"),
                        Map.entry("pitwall.window.start.ms", "15"),
                        Map.entry("pitwall.window.end.ms", "17"),
                        Map.entry("pitwall.stream.time.ms", "20"),
                        Map.entry("pitwall.source.topic", "rows"),
                        Map.entry("pitwall.source.partition", "4"),
                        Map.entry("pitwall.source.offset", "42"));
    }

    private static Map<String, String> headersOf(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "null" : text(header.value()));
        }
        return headers;
    }

    private static SinkRecord record(Object key, SchemaAndValue row, @Nullable Long timestampMs, Headers headers) {
        return new SinkRecord(
                "renamed",
                99,
                null,
                key,
                row.schema(),
                row.value(),
                1,
                timestampMs,
                TimestampType.CREATE_TIME,
                headers,
                "rows",
                4,
                42);
    }

    private static WindowSinkConfig config() {
        return WindowSinkConfig.of(Map.of(
                "name", "crash",
                "topics", "rows",
                "select", "sum(x) as force",
                "window.size.ms", "2000",
                "window.advance.ms", "250",
                "output.topic", "features",
                "kafka.bootstrap.servers", "localhost:9092"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
