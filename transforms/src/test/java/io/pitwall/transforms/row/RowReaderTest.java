package io.pitwall.transforms.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only some forms of a row can hold, and what is no row at all. */
class RowReaderTest {

    private final Columns columns = new Columns();
    private final int x = columns.slotOf(ColumnPath.of("x"));
    private final int inside = columns.slotOf(ColumnPath.of("a", "b"));
    private final Row row = columns.newRow();
    private final RowReader reader = new RowReader(columns);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\u0001',
            textBlock =
                    """
            {"x":9};                                9
            {"x":9.0};                              9.0
            {"x":-0.0};                             -0.0
            {"x":1e3};                              1000.0
            {"x":1e999};                            Infinity
            {"x":NaN};                              NaN
            {"x":-Infinity};                        -Infinity
            {"x":9223372036854775807};              9223372036854775807
            {"x":9223372036854775808};              9.223372036854776E18
            {"x":-9223372036854775809};             -9.223372036854776E18
            {"x":0.1};                              0.1
            {"x":9.80665001};                       9.80665001
            {"x":2.2250738585072014E-308};          2.2250738585072014E-308
            {"x":"\\u00e9\\n"};                     é\\n
            {"x":null};                             null
            {"x":[]};                               []
            {"x":[1,2.5,"a",null,true,false,[],{"k":{"l":1}},99999999999999999999]}; [1, 2.5, a, null, true, false, [], {k={l=1}}, 1.0E20]
            {"x":{"b":1,"a":[]}};                   {b=1, a=[]}
            {"unwanted":{"x":1}};                   null
            {"unwanted":[{"x":1}],"x":2};           2
            {"\\u0078":3};                          3
            {};                                     null
            """)
    void valuesInJson(String json, String value) {
        reader.read(json.getBytes(StandardCharsets.UTF_8), row);

        assertThat(String.valueOf(row.cell(x).boxed())).isEqualTo(value.replace("\\n", "\n"));
    }

    @Test
    void ofEqualFieldsTheLastOneCounts() {
        reader.read("{\"x\":1,\"a\":{\"b\":1},\"x\":2,\"a\":{\"c\":2}}", row);

        assertThat(row.cell(x).asLong()).isEqualTo(2);
        assertThat(row.cell(inside).isNull()).isTrue();
    }

    @Test
    void ofEqualFieldsTheLastOneCountsWhenItIsNull() {
        reader.read("{\"x\":1,\"a\":{\"b\":1},\"x\":null,\"a\":null}", row);

        assertThat(row.cell(x).isNull()).isTrue();
        assertThat(row.cell(inside).isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\u0001',
            textBlock =
                    """
            [{"x":1}];              Expected a JSON object, found an array
            12;                     Expected a JSON object, found a number
            "secret";               Expected a JSON object, found text
            true;                   Expected a JSON object, found a boolean
            null;                   Expected a JSON object, found null
            {"x":1} {"x":2};        Expected one JSON object, found more after it
            {"x":1}}                ;Expected a JSON object, found malformed JSON near byte 7
            {"x":secret};           Expected a JSON object, found malformed JSON near byte 5
            {"x":1,};               Expected a JSON object, found malformed JSON near byte 7
            {"x":1;                 Expected a JSON object, found malformed JSON near byte 6
            {"x":"secr;             Expected a JSON object, found malformed JSON near byte 10
            {"unwanted":[1,{"y";    Expected a JSON object, found malformed JSON near byte 19
            {x:1};                  Expected a JSON object, found malformed JSON near byte 1
            {"a":"secret"};         Expected an object at `a`, found text
            {"a":true};             Expected an object at `a`, found a boolean
            """)
    void whatIsNotAJsonObjectIsRefusedWithoutQuotingIt(String json, String message) {
        refuses(json.getBytes(StandardCharsets.UTF_8), message);
    }

    @Test
    void bytesThatAreNotTextAreRefused() {
        refuses(new byte[] {'{', '"', (byte) 0xff, '"'}, "Expected a JSON object, found malformed JSON near byte 4");
    }

    @Test
    void anEmptyValueIsRefused() {
        refuses(new byte[0], "Expected a JSON object, found nothing");
        refuses(" ", "Expected a JSON object, found nothing");
    }

    @Test
    void malformedTextIsRefusedWithTheCharacter() {
        refuses("{\"é\":secret}", "Expected a JSON object, found malformed JSON near character 5");
    }

    @Test
    void nestingWithoutEndIsRefused() {
        refuses(
                "{\"x\":" + "[".repeat(100_000),
                "Expected a JSON object, found one that is nested too deeply, or has a name, number or text that is "
                        + "too long");
    }

    @Test
    void malformedUnicodeIsRefused() {
        byte[] utf32 = {0, 0, 0, '{', 0x7f, 0, 0, 0};

        refuses(utf32, "Expected a JSON object, found malformed text");
    }

    @Test
    void aTombstoneIsRefused() {
        refuses(null, "Expected a row, found a null value (a tombstone)");
    }

    @Test
    void aValueOfAnotherKindIsRefusedByItsClass() {
        refuses(
                42L,
                "Expected a row as JSON bytes, JSON text, Map or Struct, found java.lang.Long; check the converter");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void damagedJsonIsReadOrRefusedAndNothingElse(long seed) {
        byte[] whole = "{\"x\":1.5e3,\"a\":{\"b\":[1,null]},\"é\":\"t\\u0041\",\"time\":1712762784289548800}"
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length) + 1);
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            assertThat(isReadOrRefused(damaged))
                    .as("seed %d: %s", seed, Arrays.toString(damaged))
                    .isTrue();
        }
    }

    private boolean isReadOrRefused(byte[] json) {
        try {
            reader.read(json, row);
            return true;
        } catch (DataException refused) {
            return refused.getCause() == null;
        }
    }

    @Test
    void aBufferIsReadWithoutMovingIt() {
        ByteBuffer buffer = ByteBuffer.wrap("{\"x\":1}".getBytes(StandardCharsets.UTF_8));

        reader.read(buffer, row);
        reader.read(buffer, row);

        assertThat(buffer.position()).isZero();
        assertThat(row.cell(x).asLong()).isEqualTo(1);
    }

    @Test
    void aRefusedRowDoesNotDisturbTheNext() {
        assertThatThrownBy(() -> reader.read("{\"x\":1,\"a\":5}", row)).isInstanceOf(DataException.class);

        reader.read("{\"a\":{\"b\":2}}", row);

        assertThat(row.cell(x).isNull()).isTrue();
        assertThat(row.cell(inside).asLong()).isEqualTo(2);
    }

    @Test
    void smallNumbersOfJavaAreIntegersAndDoubles() {
        assertThat(valueOf((byte) 1)).isEqualTo(1L);
        assertThat(valueOf((short) 2)).isEqualTo(2L);
        assertThat(valueOf(3)).isEqualTo(3L);
        assertThat(valueOf(0.5f)).isEqualTo(0.5);
    }

    @Test
    void bigNumbersAreIntegersWhereTheyAreExactAndFit() {
        assertThat(valueOf(BigInteger.valueOf(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
        assertThat(valueOf(BigInteger.ONE.shiftLeft(63))).isEqualTo(0x1p63);
        assertThat(valueOf(new BigDecimal("12"))).isEqualTo(12L);
        assertThat(valueOf(new BigDecimal("12.0"))).isEqualTo(12.0);
        assertThat(valueOf(new BigDecimal("9223372036854775808"))).isEqualTo(0x1p63);
    }

    @Test
    void logicalTypesAreNumbersAndMilliseconds() {
        Instant instant = Instant.parse("2024-04-10T15:26:24.289Z");
        Schema schema = SchemaBuilder.struct()
                .field("decimal", Decimal.schema(2))
                .field("timestamp", Timestamp.SCHEMA)
                .field("date", Date.SCHEMA)
                .field("time", Time.SCHEMA)
                .build();
        Struct struct = new Struct(schema)
                .put("decimal", new BigDecimal("9.81"))
                .put("timestamp", java.util.Date.from(instant))
                .put("date", Date.toLogical(Date.SCHEMA, 19823))
                .put("time", Time.toLogical(Time.SCHEMA, 1500));

        assertThat(valueOf(struct, "decimal")).isEqualTo(9.81);
        assertThat(valueOf(struct, "timestamp")).isEqualTo(instant.toEpochMilli());
        assertThat(valueOf(struct, "date")).isEqualTo(19823L * 86_400_000L);
        assertThat(valueOf(struct, "time")).isEqualTo(1500L);
    }

    @Test
    void bytesAndMapsInAStructAreKeptAsTheyAre() {
        byte[] bytes = {1};
        Schema schema = SchemaBuilder.struct()
                .field("bytes", Schema.BYTES_SCHEMA)
                .field("map", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA))
                .build();
        Struct struct = new Struct(schema).put("bytes", bytes).put("map", Map.of("k", 1L));

        assertThat(valueOf(struct, "bytes")).isSameAs(bytes);
        assertThat(valueOf(struct, "map", "k")).isEqualTo(1L);
    }

    @Test
    void aDefaultOfTheSchemaIsNotAValueOfTheRow() {
        Schema schema = SchemaBuilder.struct()
                .field("x", SchemaBuilder.int64().optional().defaultValue(7L).build())
                .build();

        assertThat(valueOf(new Struct(schema), "x")).isNull();
    }

    @Test
    void aMapWhoseKeysAreNotTextIsRefused() {
        refuses(new TreeMap<>(Map.of(1, 2)), "Expected text as keys of the map at the top of the row");
    }

    @Test
    void anUnknownObjectIsPassedOn() {
        Object unknown = new Object();

        assertThat(valueOf(unknown)).isSameAs(unknown);
    }

    @Test
    void namesMayBeAnyText() {
        Columns odd = new Columns();
        int empty = odd.slotOf(ColumnPath.of(""));
        int dotted = odd.slotOf(ColumnPath.of("a.b", "c d"));
        Row oddRow = odd.newRow();

        new RowReader(odd).read("{\"\":1,\"a.b\":{\"c d\":2},\"a\":{\"b\":3}}", oddRow);

        assertThat(oddRow.cell(empty).asLong()).isEqualTo(1);
        assertThat(oddRow.cell(dotted).asLong()).isEqualTo(2);
    }

    @Test
    void aReaderOfNoColumnsStillRefusesWhatIsNotARow() {
        RowReader none = new RowReader(new Columns());
        Row noCells = new Columns().newRow();

        none.read("{\"x\":1}", noCells);

        assertThatThrownBy(() -> none.read("[]", noCells)).isInstanceOf(DataException.class);
    }

    private @Nullable Object valueOf(Object value) {
        Map<String, Object> record = new HashMap<>(Collections.singletonMap("x", value));
        reader.read(record, row);
        return row.cell(x).boxed();
    }

    private static @Nullable Object valueOf(Struct struct, String... path) {
        Columns columns = new Columns();
        int slot = columns.slotOf(new ColumnPath(List.of(path)));
        Row row = columns.newRow();
        new RowReader(columns).read(struct, row);
        return row.cell(slot).boxed();
    }

    private void refuses(@Nullable Object value, String message) {
        assertThatThrownBy(() -> reader.read(value, row))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }
}
