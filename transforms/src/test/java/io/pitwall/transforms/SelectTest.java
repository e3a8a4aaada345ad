package io.pitwall.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
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

class SelectTest {

    private static final long NANOSECONDS = 1_712_762_784_289_548_801L;

    @Nested
    class WithoutSchema {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "*                             | {'a':1,'b':2.5,'c':{'d':'t'}}",
                    "b, a                          | {'b':2.5,'a':1}",
                    "a as z                        | {'z':1}",
                    "c.d                           | {'d':'t'}",
                    "c                             | {'c':{'d':'t'}}",
                    "a + b as sum                  | {'sum':3.5}",
                    "a + 1                         | {'a + 1':2}",
                    "*, a + b as sum               | {'a':1,'b':2.5,'c':{'d':'t'},'sum':3.5}",
                    "a + b as sum, *               | {'sum':3.5,'a':1,'b':2.5,'c':{'d':'t'}}",
                    "*, cast(a as string) as a     | {'a':'1','b':2.5,'c':{'d':'t'}}",
                    "c.d as b, *                   | {'a':1,'b':'t','c':{'d':'t'}}",
                    "missing, missing.deep as m    | {'missing':null,'m':null}",
                    "upper(c.d) as u, null as n    | {'u':'T','n':null}",
                })
        void columnsAreKeptRenamedCastAndDerived(String select, String expected) {
            assertThat(select(Rows.json("{\"a\":1,\"b\":2.5,\"c\":{\"d\":\"t\"}}"), Select.SELECT, select))
                    .isEqualTo(expected);
        }

        @Test
        void nanosecondsStayExact() {
            assertThat(select(Rows.json("{\"time\":" + NANOSECONDS + "}"), Select.SELECT, "time - 1 as before, *"))
                    .isEqualTo("{'before':1712762784289548800,'time':1712762784289548801}");
        }

        @Test
        void aKeyThatIsNoTextIsRefused() {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> select().apply(Rows.value(null, Map.of(1, 2))))
                    .withMessage("Select cannot transform the value of orders-2@51877: expected text as the keys of the"
                            + " map at the top, found a Integer");
        }
    }

    @Nested
    class Where {

        @ParameterizedTest
        @CsvSource({
            "x > 0, true",
            "x > 1, false",
            "missing > 0, false",
            "missing is null, true",
            "x > 0 and y = 'a', true",
            "'', true",
        })
        void onlyRecordsForWhichItIsTrueAreKept(String where, boolean isKept) {
            SinkRecord record = Rows.json("{\"x\":1,\"y\":\"a\"}");
            assertThat(select(Select.WHERE, where).apply(record) != null).isEqualTo(isKept);
        }

        @Test
        void itSeesTheColumnsOfTheRowAndNotTheSelectedOnes() {
            SinkRecord record = Rows.json("{\"x\":1}");
            assertThat(select(record, Select.SELECT, "x as y", Select.WHERE, "x = 1 and y is null"))
                    .isEqualTo("{'y':1}");
        }
    }

    @Nested
    class OnError {

        private static final String ROW = "{\"x\":\"secret\",\"y\":4}";

        @Test
        void failNamesTheColumnAndTheRecordButNotTheValue() {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> select(Select.SELECT, "sqrt(x) as root").apply(Rows.json(ROW)))
                    .withMessage("Select cannot transform the value of orders-2@51877: column `root`: Expected a number"
                            + " for `sqrt`, found text in column `x` at position 6");
        }

        @Test
        void failNamesTheWhere() {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> select(Select.WHERE, "x > 1").apply(Rows.json(ROW)))
                    .withMessageContaining("where: Expected")
                    .withMessageNotContaining("secret");
        }

        @Test
        void nullMakesThatColumnNullAndComputesTheOthers() {
            assertThat(select(
                            Rows.json(ROW),
                            Select.SELECT,
                            "sqrt(x) as bad, sqrt(y) as good, x.deep, x.deep + 1 as deeper",
                            Select.ON_ERROR,
                            "null"))
                    .isEqualTo("{'bad':null,'good':2.0,'deep':null,'deeper':null}");
        }

        @Test
        void nullMakesAConditionThatCannotBeComputedNotHold() {
            assertThat(select(Select.WHERE, "x > 1", Select.ON_ERROR, "null").apply(Rows.json(ROW)))
                    .isNull();
        }

        @Test
        void dropDropsTheRecord() {
            assertThat(select(Select.SELECT, "sqrt(x) as root", Select.ON_ERROR, "drop")
                            .apply(Rows.json(ROW)))
                    .isNull();
            assertThat(select(Select.WHERE, "x > 1", Select.ON_ERROR, "DROP").apply(Rows.json(ROW)))
                    .isNull();
        }

        @Test
        void dropKeepsRecordsWithoutErrors() {
            assertThat(select(Rows.json(ROW), Select.SELECT, "sqrt(y) as root", Select.ON_ERROR, "drop"))
                    .isEqualTo("{'root':2.0}");
        }
    }

    @Nested
    @SuppressWarnings("JavaUtilDate") // Connect's own Timestamp is a java.util.Date
    class WithSchema {

        private static final Schema POINT = SchemaBuilder.struct()
                .field("lat", Schema.FLOAT32_SCHEMA)
                .optional()
                .build();

        private static final Schema ROW = SchemaBuilder.struct()
                .name("Row")
                .version(2)
                .field("i", Schema.INT32_SCHEMA)
                .field("time", Schema.INT64_SCHEMA)
                .field("x", Schema.OPTIONAL_FLOAT64_SCHEMA)
                .field("flag", Schema.BOOLEAN_SCHEMA)
                .field("text", SchemaBuilder.string().defaultValue("none").build())
                .field("at", Timestamp.SCHEMA)
                .field("price", Decimal.schema(2))
                .field("point", POINT)
                .field(
                        "tags",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA)
                                .build())
                .field("list", SchemaBuilder.array(Schema.INT32_SCHEMA).build())
                .build();

        private static Struct row() {
            return new Struct(ROW)
                    .put("i", 2)
                    .put("time", NANOSECONDS)
                    .put("x", 1.5)
                    .put("flag", true)
                    .put("text", "t")
                    .put("at", new java.util.Date(5))
                    .put("price", new BigDecimal("1.25"))
                    .put("point", new Struct(POINT).put("lat", 0.5f))
                    .put("tags", Map.of("a", 1))
                    .put("list", List.of(1, 2));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "i                                | INT32=2",
                    "time                             | INT64=1712762784289548801",
                    "x                                | FLOAT64?=1.5",
                    "point.lat                        | FLOAT32?=0.5",
                    "tags.a                           | INT32?=1",
                    "missing                          | STRING?=null",
                    "i + 1                            | INT64?=3",
                    "time - 1                         | INT64?=1712762784289548800",
                    "-time                            | INT64?=-1712762784289548801",
                    "time % 10                        | INT64?=1",
                    "i * x                            | FLOAT64?=3.0",
                    "i / 4                            | FLOAT64?=0.5",
                    "abs(i)                           | INT64?=2",
                    "round(x)                         | FLOAT64?=2.0",
                    "least(i, x)                      | FLOAT64?=1.5",
                    "greatest(i, time)                | INT64?=1712762784289548801",
                    "sqrt(i + 2)                      | FLOAT64?=2.0",
                    "length(text)                     | INT64?=1",
                    "upper(text)                      | STRING?=T",
                    "concat(text, i)                  | STRING?=t2",
                    "i > 1                            | BOOLEAN?=true",
                    "not flag                         | BOOLEAN?=false",
                    "x is null                        | BOOLEAN?=false",
                    "i in (1, 2)                      | BOOLEAN?=true",
                    "i between 3 and 4                | BOOLEAN?=false",
                    "coalesce(missing, i)             | INT64?=2",
                    "coalesce(null, x, i)             | FLOAT64?=1.5",
                    "if(flag, text, 'no')             | STRING?=t",
                    "nullif(i, 2)                     | INT64?=null",
                    "case when flag then 1 end        | INT64?=1",
                    "case i when 2 then x else 0 end  | FLOAT64?=1.5",
                    "cast(x as long)                  | INT64?=1",
                    "cast(i as string)                | STRING?=2",
                    "cast(i as double)                | FLOAT64?=2.0",
                    "cast(i as boolean)               | BOOLEAN?=true",
                    "at + 1                           | INT64?=6",
                    "price * 2                        | FLOAT64?=2.5",
                    "1                                | INT64?=1",
                    "1.5                              | FLOAT64?=1.5",
                    "'a'                              | STRING?=a",
                    "true                             | BOOLEAN?=true",
                    "null                             | STRING?=null",
                    "missing + 1                      | INT64?=null",
                })
        void theTypeOfAColumnFollowsFromItsExpressionAndTheSchema(String expression, String expected) {
            Struct selected = selected(row(), expression + " as c");
            Schema schema = selected.schema().field("c").schema();
            assertThat(schema.type() + (schema.isOptional() ? "?" : "") + "=" + selected.get("c"))
                    .isEqualTo(expected);
        }

        @Test
        void columnsOfTheStarKeepTheirSchemasAndOrder() {
            Struct selected = selected(row(), "*, x * 2 as x, i as j");
            List<String> names = selected.schema().fields().stream()
                    .map(field -> field.name())
                    .toList();
            assertThat(names)
                    .containsExactly("i", "time", "x", "flag", "text", "at", "price", "point", "tags", "list", "j");
            assertThat(selected.schema().name()).isEqualTo("Row");
            assertThat(selected.schema().version()).isEqualTo(2);
            assertThat(selected.schema().field("at").schema()).isEqualTo(Timestamp.SCHEMA);
            assertThat(selected.get("x")).isEqualTo(3.0);
            assertThat(selected.get("list")).isEqualTo(List.of(1, 2));
            selected.validate();
        }

        @Test
        void anOptionalStructStaysOptional() {
            Struct row = new Struct(POINT).put("lat", 1f);
            assertThat(selected(row, "lat").schema().isOptional()).isTrue();
        }

        @Test
        void aNullUnderADefaultStaysNullInTheData() {
            Schema schema = SchemaBuilder.struct()
                    .field("a", SchemaBuilder.int32().defaultValue(3).build())
                    .build();
            Struct selected = selected(new Struct(schema), "a, a as b, a + 1 as c");
            assertThat(selected.getWithoutDefault("a")).isNull();
            assertThat(selected.getWithoutDefault("b")).isNull();
            assertThat(selected.get("c")).isNull();
        }

        @Test
        void aMapAtTheTopBecomesAStruct() {
            Schema schema =
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA).build();
            SinkRecord selected =
                    Rows.apply(select(Select.SELECT, "*, a + 1 as b"), Rows.value(schema, Map.of("a", 1L)));
            assertThat(selected.valueSchema())
                    .isEqualTo(SchemaBuilder.struct()
                            .field("a", Schema.OPTIONAL_INT64_SCHEMA)
                            .field("b", Schema.OPTIONAL_INT64_SCHEMA)
                            .build());
            assertThat(((Struct) Objects.requireNonNull(selected.value())).get("b"))
                    .isEqualTo(2L);
        }

        @Test
        void anIntegerThatOverflowsIsAnErrorAndNotRounded() {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> selected(row(), "time * time as square"))
                    .withMessageEndingWith(
                            "column `square`: expected long, found a number that is no 64-bit integer; use"
                                    + " cast(... as double)");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {"coalesce(text, i)", "if(flag, i, flag)", "coalesce(list, null)", "nullif(point, null)"})
        void valuesOfNoOneTypeAreAMistakeOfTheConfigUnderEveryPolicy(String expression) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> select(Select.SELECT, expression + " as c", Select.ON_ERROR, "drop")
                            .apply(Rows.struct(row())))
                    .withMessageContaining("does not tell the type of column `c` in select");
        }

        @Test
        void equalSchemasGiveOneSchemaAlsoAfterHundredsOfOthers() {
            Select<SinkRecord> select = select(Select.SELECT, "a + 1 as b");
            Schema first = Rows.apply(select, Rows.ofSchema(0)).valueSchema();
            for (int i = 1; i < SchemaCache.MAX_ENTRIES; i++) {
                Rows.apply(select, Rows.ofSchema(i));
            }
            assertThat(Rows.apply(select, Rows.ofSchema(0)).valueSchema()).isSameAs(first);
        }

        private static Struct selected(Struct row, String select) {
            return (Struct) Objects.requireNonNull(
                    Rows.apply(select(Select.SELECT, select), Rows.struct(row)).value());
        }
    }

    @Nested
    class Validation {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "select | *, sqr(x) as root | unknown function `sqr` at position 4; did you mean `sqrt`?",
                    "select | x, y as x         | a second column named `x` at position 4",
                    "select | *, *              | a second `*` at position 4",
                    "select | sum(x)            | `sum` needs the rows of a window",
                    "where  | sqrt(x)           | expected a boolean",
                    "where  | x > 'a' + 1       | expected a number for `+`, found text at position 5",
                    "on.error | ignore          | expected one of fail, null, drop",
                })
        void mistakesAreFoundOnTheirKeyWithTheirPosition(String key, String value, String message) {
            ConfigValue validated = Select.CONFIG.validate(Map.of(key, value)).stream()
                    .filter(candidate -> candidate.name().equals(key))
                    .findFirst()
                    .orElseThrow();
            assertThat(validated.errorMessages()).singleElement().asString().contains(message);
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> select(key, value))
                    .withMessageContaining("for configuration " + key)
                    .withMessageContaining(message);
        }

        @Test
        void withoutAnyKeyEverythingIsKept() {
            assertThat(select(Rows.json("{\"a\":1}"))).isEqualTo("{'a':1}");
        }
    }

    @Test
    void theKeyIsSelectedAndTheValueLeftAlone() {
        Select<SinkRecord> select = new Select.Key<>();
        select.configure(Config.of(Select.SELECT, "k as id"));
        Map<String, Object> value = Rows.map("{\"k\":2}");

        SinkRecord selected = Rows.apply(select, Rows.record(null, Rows.map("{\"k\":1}"), null, value));

        assertThat(selected.key()).isEqualTo(Map.of("id", 1));
        assertThat(selected.value()).isSameAs(value);
    }

    /** The selected row as JSON with single quotes. */
    private static String select(SinkRecord record, String... config) {
        return Rows.valueAsJson(Rows.apply(select(config), record)).replace('"', '\'');
    }

    private static Select<SinkRecord> select(String... config) {
        Select<SinkRecord> select = new Select<>();
        select.configure(Config.of(config));
        return select;
    }
}
