package io.pitwall.sink.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.config.WindowSinkConfig.ConverterSettings;
import io.pitwall.sink.windowing.query.QueryCompiler;
import io.pitwall.sink.windowing.query.QueryText;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.row.Row;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values that are no scalars, as JSON and as Connect data. */
final class ListsAndColumnsTest {

    private static final List<Object> EVERY_KIND = Arrays.asList(1L, 0.5, Double.NaN, true, "\"é\"");

    @Test
    void aListIsAnArrayInJson() {
        assertThat(json("collect(x) as tags", EVERY_KIND))
                .isEqualTo("{'window_start':0,'window_end':10,'tags':[1,0.5,'NaN',true,'\\'é\\'']}");
        assertThat(json("collect(x) as tags", new Object[] {null}))
                .isEqualTo("{'window_start':0,'window_end':10,'tags':null}");
    }

    @Test
    void manyColumnsStandBesideTheOthersInJson() {
        assertThat(json("avg(*) as mean_*, sum(x) as s", columns("a", 1.5, "b", null), 2.0))
                .isEqualTo("{'window_start':0,'window_end':10,'mean_a':1.5,'mean_b':null,'s':2.0}");
        assertThat(json("avg(*) as mean_*, sum(x) as s", null, 2.0))
                .isEqualTo("{'window_start':0,'window_end':10,'s':2.0}");
    }

    @Test
    void aNameFromTheDataLosesToOneOfTheQueryAndOfTheWindow() {
        assertThat(json(
                        "avg(*), sum(x) as s, max(*) as *_x",
                        columns("window_start", 1.0, "alert_time", 1.0, "s", 1.0, "a_x", 1.0),
                        2.0,
                        columns("a", 3.0, "b", 4.0)))
                .isEqualTo("{'window_start':0,'window_end':10,'a_x':1.0,'s':2.0,'b_x':4.0}");
    }

    @Test
    void eachRecordHasNamesOfItsOwn() {
        WindowQuery query = query("avg(*)");
        ValueEncoder encoder = encoder(query, false);
        Row row = row(query, columns("a", 1.0));

        byte[] first = encoder.encode("t", 0, 10, row);
        byte[] second = encoder.encode("t", 0, 10, row);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void connectDataHasArraysAndMaps() {
        SchemaAndValue read = connectData(
                "collect(x) as numbers, collect(concat(x)) as texts, collect(x > 1) as flags, avg(*) as mean_*, max(y_*)",
                List.of(1L, 0.5),
                List.of("a", "b"),
                List.of(true),
                columns("a", 1.5, "b", null),
                null);

        Struct struct = (Struct) read.value();
        assertThat(struct.getArray("numbers")).isEqualTo(List.of(1.0, 0.5));
        assertThat(struct.getArray("texts")).isEqualTo(List.of("a", "b"));
        assertThat(struct.getArray("flags")).isEqualTo(List.of(true));
        assertThat(struct.getMap("mean_")).isEqualTo(columns("a", 1.5, "b", null));
        assertThat(struct.get("max")).isNull();
        assertThat(read.schema().field("mean_").schema())
                .isEqualTo(SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_FLOAT64_SCHEMA)
                        .optional()
                        .build());
    }

    @Test
    void aListOfAnotherTypeThanDeclaredIsRefused() {
        assertThatThrownBy(() -> connectData("collect(x) as tags", List.of("text")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Column `tags` is declared a double")
                .hasMessageNotContaining("text\"");
    }

    private static ValueEncoder encoder(WindowQuery query, boolean hasSchemas) {
        return ValueEncoder.of(new ValueEncoder.Kind("Window", query, List.of()), converter(hasSchemas));
    }

    /** With single quotes for double ones. */
    private static String json(String select, @Nullable Object... values) {
        WindowQuery query = query(select);
        byte[] bytes = encoder(query, false).encode("t", 0, 10, row(query, values));
        return new String(Objects.requireNonNull(bytes), StandardCharsets.UTF_8)
                .replace("\\\"", "\\'")
                .replace('"', '\'');
    }

    private static SchemaAndValue connectData(String select, @Nullable Object... values) {
        WindowQuery query = query(select);
        byte[] bytes = encoder(query, true).encode("t", 0, 10, row(query, values));
        try (JsonConverter json = new JsonConverter()) {
            json.configure(Map.of("schemas.enable", "true"), false);
            return json.toConnectData("t", bytes);
        }
    }

    private static OutputConverter converter(boolean hasSchemas) {
        return OutputConverter.of(
                new ConverterSettings(JsonConverter.class, Map.of("schemas.enable", String.valueOf(hasSchemas))),
                false);
    }

    private static WindowQuery query(String select) {
        return QueryCompiler.compile(new QueryText("", select, "", ""), (clause, problem) -> {
                    throw new AssertionError(problem);
                })
                .orElseThrow();
    }

    private static Row row(WindowQuery query, @Nullable Object... values) {
        Row row = query.results().newRow();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            var cell = query.outputs().get(i).in(row);
            if (value instanceof Double number) {
                cell.setDouble(number);
            } else if (value != null) {
                cell.setOther(value);
            }
        }
        return row;
    }

    private static Map<String, @Nullable Object> columns(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            columns.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return columns;
    }
}
