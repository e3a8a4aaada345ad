package io.pitwall.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlattenTest {

    @Nested
    class WithoutSchema {

        @Test
        void nestedFieldsAreJoinedInTheirOrder() {
            assertThat(flat("{'z':0,'a':{'c':1,'b':{'d':2}},'e':3}")).isEqualTo("{'z':0,'a_c':1,'a_b_d':2,'e':3}");
        }

        @Test
        void nullsStayAndEmptyObjectsGo() {
            assertThat(flat("{'a':null,'b':{},'c':{'d':null}}")).isEqualTo("{'a':null,'c_d':null}");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "index | {'v_0':1,'v_1_x':2}",
                    "json  | {'v':'[1,{\\'x\\':2}]'}",
                    "keep  | {'v':[1,{'x':2}]}",
                    "first | {'v':1}",
                    "last  | {'v_x':2}",
                    "LAST  | {'v_x':2}",
                })
        void arraysFollowThePolicy(String policy, String expected) {
            assertThat(flat("{'v':[1,{'x':2}]}", Flatten.ARRAYS, policy)).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "index | {'a':1}",
                    "json  | {'a':1,'v':'[]'}",
                    "keep  | {'a':1,'v':[]}",
                    "first | {'a':1,'v':null}",
                    "last  | {'a':1,'v':null}",
                })
        void emptyArraysFollowThePolicy(String policy, String expected) {
            assertThat(flat("{'a':1,'v':[]}", Flatten.ARRAYS, policy)).isEqualTo(expected);
        }

        @Test
        void arraysInArraysAreNumberedLevelByLevel() {
            assertThat(flat("{'v':[[1,2],[3]]}")).isEqualTo("{'v_0_0':1,'v_0_1':2,'v_1_0':3}");
        }

        @Test
        void fieldsThatWouldShareAColumnAreNamedBoth() {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> flat("{'a_b':1,'a':{'b':2}}"))
                    .withMessage(
                            "Flatten cannot transform the value of orders-2@51877: fields `a_b` and `a.b` would both"
                                    + " become column `a_b`; choose another delimiter or rename one before");
        }

        @Test
        void aKeyThatIsNoNameIsRefused() {
            Map<Object, Object> nameless = Collections.singletonMap(null, 1);
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> Rows.apply(flatten(), Rows.value(null, Map.of("a", nameless))))
                    .withMessageEndingWith("expected texts or integers as the keys of the map at `a`, found null");
        }

        @Test
        void theDeepestLevelAllowedIsFlattened() {
            assertThat(flat(nested(Place.MAX_DEPTH))).endsWith("_a':1}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"index", "json", "first", "last"})
        void oneLevelMoreIsRefusedAndNotAStackOverflow(String policy) {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> flat(nested(Place.MAX_DEPTH + 1)))
                    .withMessageEndingWith("expected at most 100 levels of nesting, found more below field `a`");
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> flat("{'a':" + "[".repeat(101) + "]".repeat(101) + "}", Flatten.ARRAYS, policy))
                    .withMessageEndingWith("expected at most 100 levels of nesting, found more below field `a`");
        }

        @Test
        void asManyColumnsAsAllowedAreMade() {
            Map<String, Object> row = Map.of("v", Collections.nCopies(FlatRow.MAX_COLUMNS, 1));
            assertThat((Map<?, ?>) Rows.apply(flatten(), Rows.value(null, row)).value())
                    .hasSize(FlatRow.MAX_COLUMNS);
        }

        @Test
        void oneColumnMoreIsRefused() {
            Map<String, Object> row = Map.of("v", Collections.nCopies(FlatRow.MAX_COLUMNS + 1, 1));
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> Rows.apply(flatten(), Rows.value(null, row)))
                    .withMessageContaining("expected at most 10000 columns, found more at field `v.10000`");
        }

        private String nested(int levels) {
            return "{'a':".repeat(levels) + "1" + "}".repeat(levels);
        }
    }

    @Nested
    @SuppressWarnings("JavaUtilDate") // Connect's own Timestamp is a java.util.Date
    class WithSchema {

        private static final Schema POSITION = SchemaBuilder.struct()
                .field("lat", Schema.FLOAT64_SCHEMA)
                .field("fix", SchemaBuilder.int32().defaultValue(3).build())
                .build();

        @Test
        void nestedFieldsKeepTheirSchemas() {
            Schema schema = SchemaBuilder.struct()
                    .name("Car")
                    .version(4)
                    .doc("One frame")
                    .parameter("team", "blue")
                    .field("id", Schema.STRING_SCHEMA)
                    .field("at", Timestamp.SCHEMA)
                    .field("position", POSITION)
                    .build();
            Struct row = new Struct(schema)
                    .put("id", "a")
                    .put("at", new java.util.Date(5))
                    .put("position", new Struct(POSITION).put("lat", 1.5).put("fix", 2));

            Struct flat = (Struct) Rows.apply(flatten(), Rows.struct(row)).value();

            assertThat(flat.schema())
                    .isEqualTo(SchemaBuilder.struct()
                            .name("Car")
                            .version(4)
                            .doc("One frame")
                            .parameter("team", "blue")
                            .field("id", Schema.STRING_SCHEMA)
                            .field("at", Timestamp.SCHEMA)
                            .field("position_lat", Schema.FLOAT64_SCHEMA)
                            .field("position_fix", POSITION.field("fix").schema())
                            .build());
            assertThat(flat.getFloat64("position_lat")).isEqualTo(1.5);
            assertThat(flat.getInt32("position_fix")).isEqualTo(2);
        }

        @Test
        void anOptionalStructStaysOptional() {
            Schema schema = SchemaBuilder.struct()
                    .field("a", Schema.INT32_SCHEMA)
                    .optional()
                    .build();
            SinkRecord flat = Rows.apply(flatten(), Rows.struct(new Struct(schema).put("a", 1)));
            assertThat(flat.valueSchema().isOptional()).isTrue();
            assertThat(flat.valueSchema().field("a").schema()).isEqualTo(Schema.INT32_SCHEMA);
        }

        @Test
        void fieldsOfANullStructAreNullAndNotTheirDefaults() {
            Schema optionalPosition = Schemas.optional(POSITION);
            Schema schema =
                    SchemaBuilder.struct().field("position", optionalPosition).build();

            Struct flat = (Struct)
                    Rows.apply(flatten(), Rows.struct(new Struct(schema))).value();

            assertThat(flat.schema().field("position_lat").schema()).isEqualTo(Schema.OPTIONAL_FLOAT64_SCHEMA);
            assertThat(flat.schema().field("position_fix").schema()).isEqualTo(Schema.OPTIONAL_INT32_SCHEMA);
            assertThat(flat.get("position_fix")).isNull();
        }

        @Test
        void aNullUnderADefaultStaysNullInTheData() {
            Schema schema = SchemaBuilder.struct()
                    .field("a", SchemaBuilder.int32().defaultValue(3).build())
                    .build();
            Struct flat = (Struct)
                    Rows.apply(flatten(), Rows.struct(new Struct(schema))).value();
            assertThat(flat.getWithoutDefault("a")).isNull();
        }

        @Test
        void mapsAreFlattenedIntoOptionalColumns() {
            Schema schema = SchemaBuilder.struct()
                    .field(
                            "tags",
                            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA)
                                    .build())
                    .field(
                            "byId",
                            SchemaBuilder.map(Schema.INT32_SCHEMA, POSITION).build())
                    .build();
            Struct row = new Struct(schema)
                    .put("tags", Map.of("x", 7L))
                    .put("byId", Map.of(9, new Struct(POSITION).put("lat", 1.0).put("fix", 1)));

            Struct flat = (Struct) Rows.apply(flatten(), Rows.struct(row)).value();

            assertThat(flat.schema().field("tags_x").schema()).isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
            assertThat(flat.getInt64("tags_x")).isEqualTo(7);
            assertThat(flat.getFloat64("byId_9_lat")).isEqualTo(1.0);
        }

        @Test
        void aMapAtTheTopBecomesAStruct() {
            Schema schema =
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA).build();
            Struct flat = (Struct)
                    Rows.apply(flatten(), Rows.value(schema, Map.of("x", 7L))).value();
            assertThat(flat.getInt64("x")).isEqualTo(7);
            assertThat(flat.schema().field("x").schema()).isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
        }

        @ParameterizedTest
        @ValueSource(strings = {"index", "json", "keep", "first", "last"})
        void arraysFollowThePolicy(String policy) {
            Schema schema = SchemaBuilder.struct()
                    .field("v", SchemaBuilder.array(Schema.FLOAT32_SCHEMA).build())
                    .build();
            Struct row = new Struct(schema).put("v", List.of(1.5f, 2.5f));

            Struct flat = (Struct) Rows.apply(flatten(Flatten.ARRAYS, policy), Rows.struct(row))
                    .value();

            String shown = flat.schema().fields().stream()
                    .map(field -> field.name() + ":" + field.schema().type()
                            + (field.schema().isOptional() ? "?" : "") + "=" + flat.get(field))
                    .toList()
                    .toString();
            assertThat(shown)
                    .isEqualTo(
                            switch (ArrayPolicy.named(policy)) {
                                case INDEX -> "[v_0:FLOAT32?=1.5, v_1:FLOAT32?=2.5]";
                                case JSON -> "[v:STRING=[1.5,2.5]]";
                                case KEEP -> "[v:ARRAY=[1.5, 2.5]]";
                                case FIRST -> "[v:FLOAT32?=1.5]";
                                case LAST -> "[v:FLOAT32?=2.5]";
                            });
        }

        @Test
        void aNullArrayBecomesNullColumnsUnderEveryPolicyThatHasOne() {
            Schema schema = SchemaBuilder.struct()
                    .field("v", SchemaBuilder.array(POSITION).optional().build())
                    .build();
            SinkRecord row = Rows.struct(new Struct(schema));

            assertThat(Rows.apply(flatten(), row).valueSchema().fields()).isEmpty();
            assertThat(((Struct) Rows.apply(flatten(Flatten.ARRAYS, "json"), row)
                                    .value())
                            .get("v"))
                    .isNull();
            assertThat(((Struct) Rows.apply(flatten(Flatten.ARRAYS, "keep"), row)
                                    .value())
                            .get("v"))
                    .isNull();
            assertThat(((Struct) Rows.apply(flatten(Flatten.ARRAYS, "first"), row)
                                    .value())
                            .get("v_lat"))
                    .isNull();
        }

        @Test
        void everyKindOfValueIsWrittenAsJson() {
            Schema item = SchemaBuilder.struct()
                    .field("text", Schema.STRING_SCHEMA)
                    .field("flag", Schema.BOOLEAN_SCHEMA)
                    .field("float", Schema.FLOAT32_SCHEMA)
                    .field("long", Schema.INT64_SCHEMA)
                    .field("bytes", Schema.BYTES_SCHEMA)
                    .field("buffer", Schema.BYTES_SCHEMA)
                    .field("decimal", Decimal.schema(2))
                    .field("at", Timestamp.SCHEMA)
                    .field(
                            "map",
                            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_INT8_SCHEMA)
                                    .build())
                    .build();
            Struct value = new Struct(item)
                    .put("text", "a\"b")
                    .put("flag", true)
                    .put("float", 0.1f)
                    .put("long", 1_712_762_784_289_548_800L)
                    .put("bytes", "hi".getBytes(StandardCharsets.UTF_8))
                    .put("buffer", ByteBuffer.wrap("hi".getBytes(StandardCharsets.UTF_8)))
                    .put("decimal", new BigDecimal("1.50"))
                    .put("at", new java.util.Date(5))
                    .put("map", Collections.singletonMap("n", null));
            Schema schema = SchemaBuilder.struct()
                    .field("v", SchemaBuilder.array(item).build())
                    .build();
            Struct row = new Struct(schema).put("v", List.of(value));

            Struct flat = (Struct) Rows.apply(flatten(Flatten.ARRAYS, "json"), Rows.struct(row))
                    .value();

            assertThat(flat.getString("v"))
                    .isEqualTo(
                            "[{\"text\":\"a\\\"b\",\"flag\":true,\"float\":0.1,\"long\":1712762784289548800,"
                                    + "\"bytes\":\"aGk=\",\"buffer\":\"aGk=\",\"decimal\":1.50,\"at\":5,\"map\":{\"n\":null}}]");
        }

        @Test
        void fieldsThatWouldShareAColumnAreNamedBoth() {
            Schema schema = SchemaBuilder.struct()
                    .field(
                            "a",
                            SchemaBuilder.struct()
                                    .field("b", Schema.INT32_SCHEMA)
                                    .build())
                    .field("a_b", Schema.OPTIONAL_INT32_SCHEMA)
                    .build();
            Struct row =
                    new Struct(schema).put("a", new Struct(schema.field("a").schema()).put("b", 1));
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> Rows.apply(flatten(), Rows.struct(row)))
                    .withMessageContaining("fields `a.b` and `a_b` would both become column `a_b`");
        }

        @Test
        void equalSchemasGiveOneSchemaAlsoAfterHundredsOfOthers() {
            Flatten<SinkRecord> flatten = flatten();
            Schema first = Rows.apply(flatten, Rows.ofSchema(0)).valueSchema();
            for (int i = 1; i < SchemaCache.MAX_ENTRIES; i++) {
                Rows.apply(flatten, Rows.ofSchema(i));
            }
            assertThat(Rows.apply(flatten, Rows.ofSchema(0)).valueSchema()).isSameAs(first);
        }

        @Test
        void rowsOfOneSchemaWhoseDataDiffersInShapeGetASchemaEach() {
            Schema schema = SchemaBuilder.struct()
                    .field("v", SchemaBuilder.array(Schema.INT32_SCHEMA).build())
                    .build();
            Flatten<SinkRecord> flatten = flatten();
            Rows.apply(flatten, Rows.struct(new Struct(schema).put("v", List.of(1, 2))));
            Struct longer = (Struct) Rows.apply(flatten, Rows.struct(new Struct(schema).put("v", List.of(1, 2, 3))))
                    .value();
            assertThat(longer.getInt32("v_2")).isEqualTo(3);
        }
    }

    @Nested
    class Pivoted {

        @Test
        void theValueFieldIsNamedByTheNameFieldInItsPlace() {
            assertThat(pivot("{'name':'accelerometer','values':{'z':1,'x':2},'accuracy':3,'time':4}"))
                    .isEqualTo("{'accelerometer-z':1,'accelerometer-x':2,'accuracy':3,'time':4}");
        }

        @Test
        void namesWithSpacesAreKept() {
            assertThat(pivot("{'name':'heart rate','values':{'bpm':61}}")).isEqualTo("{'heart rate-bpm':61}");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "{'name':'test','time':0,'values':[]}     | {'time':0}",
                    "{'name':'test','time':0,'values':[7,8]}  | {'time':0,'test-0':7,'test-1':8}",
                    "{'name':'test','time':0,'values':{}}     | {'time':0}",
                    "{'name':'test','time':0,'values':5}      | {'time':0,'test':5}",
                    "{'name':'test','time':0,'values':'on'}   | {'time':0,'test':'on'}",
                    "{'name':'test','time':0,'values':null}   | {'time':0,'test':null}",
                })
        void valuesThatAreNoObjectGoByTheNameAlone(String row, String expected) {
            assertThat(pivot(row)).isEqualTo(expected);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{'time':0}", "{'name':'test','time':0}"})
        void aRowWithoutTheValueFieldHasNothingToName(String row) {
            assertThat(pivot(row)).isEqualTo(row);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "{'values':{'x':1}}             | no such field",
                    "{'name':null,'values':{'x':1}} | null",
                    "{'name':'','values':{'x':1}}   | an empty text",
                    "{'name':7,'values':{'x':1}}    | a Integer",
                })
        void aRowWithoutANameIsRefused(String row, String found) {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> pivot(row))
                    .withMessageEndingWith(
                            "expected a text in field `name`, which names the columns of `values`; found " + found);
        }

        @Test
        void aPivotedColumnThatExistsAlreadyIsNamedWithBothItsSources() {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> pivot("{'a-x':0,'name':'a','values':{'x':1}}"))
                    .withMessageContaining("fields `a-x` and `values.x` would both become column `a-x`");
        }

        @Test
        void structsArePivotedIntoOptionalColumns() {
            Schema values =
                    SchemaBuilder.struct().field("x", Schema.FLOAT64_SCHEMA).build();
            Schema schema = SchemaBuilder.struct()
                    .field("name", Schema.STRING_SCHEMA)
                    .field("values", values)
                    .field("time", Schema.INT64_SCHEMA)
                    .build();
            Struct row = new Struct(schema)
                    .put("name", "light")
                    .put("values", new Struct(values).put("x", 1.5))
                    .put("time", 1_712_762_784_289_548_800L);

            SinkRecord flat = Rows.apply(pivoting(), Rows.struct(row));

            assertThat(flat.valueSchema())
                    .isEqualTo(SchemaBuilder.struct()
                            .field("light-x", Schema.OPTIONAL_FLOAT64_SCHEMA)
                            .field("time", Schema.INT64_SCHEMA)
                            .build());
            assertThat(((Struct) flat.value()).getInt64("time")).isEqualTo(1_712_762_784_289_548_800L);
        }

        @ParameterizedTest
        @CsvSource({"name,''", "'',values", "name,name"})
        void aPivotNeedsTwoDifferentFields(String nameField, String valueField) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(
                            () -> flatten(Flatten.PIVOT_NAME_FIELD, nameField, Flatten.PIVOT_VALUE_FIELD, valueField))
                    .withMessage("A pivot needs pivot.name.field and pivot.value.field, two different fields; found `"
                            + nameField + "` and `" + valueField + "`.");
        }

        private String pivot(String row) {
            return apply(pivoting(), row);
        }

        private Flatten<SinkRecord> pivoting() {
            return flatten(
                    Flatten.DELIMITER, "-", Flatten.PIVOT_NAME_FIELD, "name", Flatten.PIVOT_VALUE_FIELD, "values");
        }
    }

    @Test
    void theKeyIsFlattenedAndTheValueLeftAlone() {
        Flatten<SinkRecord> flatten = new Flatten.Key<>();
        flatten.configure(Map.of());
        Map<String, Object> value = Rows.map("{\"a\":{\"b\":1}}");

        SinkRecord flat = Rows.apply(flatten, Rows.record(null, Rows.map("{\"k\":{\"l\":1}}"), null, value));

        assertThat(flat.key()).isEqualTo(Map.of("k_l", 1));
        assertThat(flat.value()).isSameAs(value);
    }

    @Test
    void anEmptyDelimiterIsRefused() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> flatten(Flatten.DELIMITER, ""))
                .withMessageContaining(Flatten.DELIMITER);
    }

    @Test
    void anUnknownPolicyIsRefusedWithTheKnownOnes() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> flatten(Flatten.ARRAYS, "explode"))
                .withMessage("Invalid value explode for configuration arrays: expected one of index, json, keep, first,"
                        + " last");
    }

    /** Flattens JSON to JSON; both are written with single quotes. */
    private static String flat(String row, String... config) {
        return apply(flatten(config), row);
    }

    private static String apply(Flatten<SinkRecord> flatten, String row) {
        SinkRecord flat = Rows.apply(flatten, Rows.json(row.replace('\'', '"')));
        return Rows.valueAsJson(flat).replace('"', '\'');
    }

    private static Flatten<SinkRecord> flatten(String... config) {
        Flatten<SinkRecord> flatten = new Flatten<>();
        flatten.configure(Config.of(config));
        return flatten;
    }
}
