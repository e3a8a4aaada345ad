package io.pitwall.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyByTest {

    private static final Schema DEVICE = SchemaBuilder.struct()
            .field("id", Schema.STRING_SCHEMA)
            .field("model", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private static final Schema ROW = SchemaBuilder.struct()
            .field("session", Schema.INT32_SCHEMA)
            .field("device", DEVICE)
            .field(
                    "tags",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA).build())
            .build();

    private static Struct row() {
        return new Struct(ROW)
                .put("session", 7)
                .put("device", new Struct(DEVICE).put("id", "p1"))
                .put("tags", Map.of("lap", 3L));
    }

    @Test
    void oneColumnIsThePlainValueWithItsSchema() {
        SinkRecord keyed = Rows.apply(keyBy("device.id"), Rows.struct(row()));
        assertThat(keyed.key()).isEqualTo("p1");
        assertThat(keyed.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(keyed.value()).isEqualTo(row());
    }

    @Test
    void severalColumnsAreAStructOfTheirLastNames() {
        SinkRecord keyed = Rows.apply(keyBy("device.id, session,tags.lap"), Rows.struct(row()));
        Schema expected = SchemaBuilder.struct()
                .field("id", Schema.STRING_SCHEMA)
                .field("session", Schema.INT32_SCHEMA)
                .field("lap", Schema.INT64_SCHEMA)
                .build();
        assertThat(keyed.keySchema()).isEqualTo(expected);
        assertThat(keyed.key())
                .isEqualTo(
                        new Struct(expected).put("id", "p1").put("session", 7).put("lap", 3L));
    }

    @Test
    void keysOfOneSchemaShareIt() {
        KeyBy<SinkRecord> keyBy = keyBy("device.id,session");
        assertThat(Rows.apply(keyBy, Rows.struct(row())).keySchema())
                .isSameAs(Rows.apply(keyBy, Rows.struct(row())).keySchema());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"device.id", "`a.b`", "a-b", "`back``tick`", "with space"})
    void namesStandForThemselvesUnlessQuoted(String column) {
        SinkRecord record = Rows.json("{\"device\":{\"id\":1},\"a.b\":1,\"a-b\":1,\"back`tick\":1,\"with space\":1}");
        assertThat(Rows.apply(keyBy(column), record).key()).isEqualTo(1);
    }

    @Test
    void severalColumnsOfARowWithoutSchemaAreAMapInOrder() {
        SinkRecord keyed = Rows.apply(keyBy("b,a"), Rows.json("{\"a\":1,\"b\":\"x\"}"));
        assertThat(keyed.keySchema()).isNull();
        assertThat(((Map<?, ?>) keyed.key()).toString()).isEqualTo("{b=x, a=1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "device.model", "device.missing", "missing.deep"})
    void aMissingOrNullColumnIsAnErrorThatNamesIt(String column) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> keyBy("session," + column).apply(Rows.struct(row())))
                .withMessage(
                        "KeyBy cannot transform the value of orders-2@51877: expected a value for the key in column `"
                                + column + "`, found nothing (it is missing or null)");
    }

    @Test
    void aPathThroughSomethingWithoutFieldsIsAnError() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> keyBy("device.id.deep").apply(Rows.struct(row())))
                .withMessageEndingWith(
                        "expected a Map or a Struct in column `device.id`, where column `device.id.deep` is looked for;"
                                + " found String");
    }

    @Test
    void aTombstoneKeepsItsKey() {
        SinkRecord tombstone = Rows.record(Schema.STRING_SCHEMA, "k", ROW, null);
        SinkRecord keyed = Rows.apply(keyBy("session"), tombstone);
        assertThat(keyed.key()).isEqualTo("k");
        assertThat(keyed.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"   | expected at least one column",
                "a..b   | expected a name at position 3",
                "a.     | expected a name at position 3",
                "`a     | expected a closing backquote at position 1",
                "a`b`   | expected no backquote inside a name at position 2",
                "`a`b   | expected a dot between names at position 4",
                "``     | expected a name at position 3",
                "a.x,b.x | expected columns of different names, found `x` twice",
            })
    void mistakesInTheColumnsAreFoundAtValidation(String columns, String message) {
        List<String> errors =
                KeyBy.CONFIG.validate(Map.of(KeyBy.COLUMNS, columns)).get(0).errorMessages();
        assertThat(errors).singleElement().asString().contains(message);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> keyBy(columns))
                .withMessageContaining(message);
    }

    private static KeyBy<SinkRecord> keyBy(String columns) {
        KeyBy<SinkRecord> keyBy = new KeyBy<>();
        keyBy.configure(Config.of(KeyBy.COLUMNS, columns));
        return keyBy;
    }
}
