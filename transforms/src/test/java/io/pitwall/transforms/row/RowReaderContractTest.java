package io.pitwall.transforms.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same row gives the same cells in every form a record's value can have. */
class RowReaderContractTest {

    private final Columns columns = new Columns();

    @ParameterizedTest
    @EnumSource
    void everyKindOfValueGetsItsKindOfCell(RowForm form) {
        Row row = read(
                form,
                Map.of("text", "é😀\"\\", "integer", 1712762784289548800L, "double", -1.5e-3, "yes", true, "no", false),
                "text",
                "integer",
                "double",
                "yes",
                "no");

        assertThat(value(row, "text")).isEqualTo("é😀\"\\");
        assertThat(value(row, "integer")).isEqualTo(1712762784289548800L);
        assertThat(value(row, "double")).isEqualTo(-1.5e-3);
        assertThat(value(row, "yes")).isEqualTo(true);
        assertThat(value(row, "no")).isEqualTo(false);
    }

    @ParameterizedTest
    @EnumSource
    void theEndsOfTheIntegersAreExact(RowForm form) {
        Row row = read(form, Map.of("least", Long.MIN_VALUE, "greatest", Long.MAX_VALUE), "least", "greatest");

        assertThat(value(row, "least")).isEqualTo(Long.MIN_VALUE);
        assertThat(value(row, "greatest")).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @EnumSource
    void nanAndInfinitiesAreValues(RowForm form) {
        Row row = read(
                form, Map.of("nan", Double.NaN, "low", Double.NEGATIVE_INFINITY, "other", Double.NaN), "nan", "low");

        assertThat(value(row, "nan")).isEqualTo(Double.NaN);
        assertThat(value(row, "low")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMissingOrNullIsNull(RowForm form) {
        Map<String, Object> record = new HashMap<>(Map.of("there", 1L));
        record.put("nothing", null);

        Row row = read(form, record, "there", "nothing", "missing", "missing.inside", "nothing.inside");

        assertThat(value(row, "there")).isEqualTo(1L);
        assertThat(value(row, "nothing")).isNull();
        assertThat(value(row, "missing")).isNull();
        assertThat(value(row, "missing.inside")).isNull();
        assertThat(value(row, "nothing.inside")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aRowKeepsNothingOfTheRowBefore(RowForm form) {
        for (String name : List.of("a", "b.c", "b.d.e")) {
            columns.slotOf(path(name));
        }
        Row row = columns.newRow();
        RowReader reader = new RowReader(columns);
        reader.read(form.of(Map.of("a", 1L, "b", Map.of("c", 2L, "d", Map.of("e", 3L)))), row);

        reader.read(form.of(Map.of("b", Map.of("c", 4L))), row);

        assertThat(value(row, "a")).isNull();
        assertThat(value(row, "b.c")).isEqualTo(4L);
        assertThat(value(row, "b.d.e")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void pathsLeadIntoObjects(RowForm form) {
        Map<String, Object> record =
                Map.of("a", Map.of("b", Map.of("c", 1L), "unwanted", Map.of("c", 9L)), "c", 2L, "a.b.c", 3L);
        columns.slotOf(ColumnPath.of("a.b.c"));

        Row row = read(form, record, "a.b.c", "c");

        assertThat(value(row, "a.b.c")).isEqualTo(1L);
        assertThat(value(row, "c")).isEqualTo(2L);
        assertThat(row.cell(columns.slotOf(ColumnPath.of("a.b.c"))).boxed()).isEqualTo(3L);
    }

    @ParameterizedTest
    @EnumSource
    void anObjectAndAColumnInsideItCanBothBeWanted(RowForm form) {
        Row row = read(form, Map.of("a", Map.of("b", 1L)), "a", "a.b", "a.missing");

        assertThat(cell(row, "a").kind()).isEqualTo(Cell.Kind.OTHER);
        assertThat(value(row, "a.b")).isEqualTo(1L);
        assertThat(value(row, "a.missing")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void listsAreKeptAsTheyAre(RowForm form) {
        Row row = read(form, Map.of("list", List.of(1L, 2L), "unwanted", List.of(List.of(3L))), "list");

        assertThat(cell(row, "list").kind()).isEqualTo(Cell.Kind.OTHER);
        assertThat(value(row, "list")).isEqualTo(List.of(1L, 2L));
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfTheFieldsMayChangeFromRowToRow(RowForm form) {
        List.of("a", "b", "c").forEach(name -> columns.slotOf(path(name)));
        Row row = columns.newRow();
        RowReader reader = new RowReader(columns);
        List<List<String>> orders = List.of(
                List.of("a", "x", "b", "c"),
                List.of("a", "x", "b", "c"),
                List.of("c", "b", "a", "x"),
                List.of("b"),
                List.of("y", "z", "c", "a", "x", "b"),
                List.of("a", "x", "b", "c"));
        for (List<String> order : orders) {
            reader.read(form.of(RowForm.record(order)), row);

            for (String name : List.of("a", "b", "c")) {
                Object expected = order.contains(name) ? name + " of " + order : null;
                assertThat(value(row, name)).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsMayHaveMoreFieldsThanAreRemembered(RowForm form) {
        Map<String, Object> wide = new HashMap<>();
        for (long i = 0; i < 1_700; i++) {
            wide.put("field" + i, i);
        }
        columns.slotOf(path("field0"));
        columns.slotOf(path("field350"));
        columns.slotOf(path("field1699"));
        Row row = columns.newRow();
        RowReader reader = new RowReader(columns);

        for (int time = 0; time < 3; time++) {
            reader.read(form.of(wide), row);

            assertThat(value(row, "field0")).isEqualTo(0L);
            assertThat(value(row, "field350")).isEqualTo(350L);
            assertThat(value(row, "field1699")).isEqualTo(1_699L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNumberWhereAnObjectWasExpectedIsRefusedWithItsPath(RowForm form) {
        assertThatThrownBy(() -> read(form, Map.of("a", Map.of("b", 4711L)), "a.b.c"))
                .isInstanceOf(DataException.class)
                .hasMessage("Expected an object at `a.b`, found a number");
    }

    @ParameterizedTest
    @EnumSource
    void anArrayWhereAnObjectWasExpectedIsRefusedWithItsPath(RowForm form) {
        assertThatThrownBy(() -> read(form, Map.of("values", List.of(1L)), "values.x"))
                .isInstanceOf(DataException.class)
                .hasMessage("Expected an object at `values`, found an array");
    }

    @ParameterizedTest
    @EnumSource
    void constantsStayWhatTheyAre(RowForm form) {
        int constant = columns.slotOfConstant("fixed");

        Row row = read(form, Map.of("a", 1L), "a");

        assertThat(row.cell(constant).boxed()).isEqualTo("fixed");
        assertThat(value(row, "a")).isEqualTo(1L);
    }

    private Row read(RowForm form, Map<String, Object> record, String... names) {
        for (String name : names) {
            columns.slotOf(path(name));
        }
        Row row = columns.newRow();
        new RowReader(columns).read(form.of(record), row);
        return row;
    }

    private @Nullable Object value(Row row, String name) {
        return cell(row, name).boxed();
    }

    private Cell cell(Row row, String name) {
        return row.cell(columns.slotOf(path(name)));
    }

    private static ColumnPath path(String dotted) {
        return new ColumnPath(List.of(dotted.split("\\.")));
    }
}
