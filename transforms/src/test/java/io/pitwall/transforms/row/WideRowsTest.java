package io.pitwall.transforms.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** All the numeric columns of a row that match a pattern, whatever the form of the row. */
class WideRowsTest {

    private static final ColumnPattern EVERY = new ColumnPattern("", "");
    private static final ColumnPattern RPM = new ColumnPattern("rpm_", "");
    private static final ColumnPattern FRONT = new ColumnPattern("", "_front");

    private final Columns columns = new Columns();

    @ParameterizedTest
    @EnumSource
    void numbersThatMatchAreThereAndNothingElse(RowForm form) {
        columns.slotOfMatching(RPM);
        Map<String, Object> record = new HashMap<>(Map.of(
                "rpm_a",
                1.5,
                "rpm_b",
                Long.MAX_VALUE,
                "rpm_nan",
                Double.NaN,
                "rpm_text",
                "7",
                "rpm_flag",
                true,
                "rpm_list",
                List.of(1L),
                "rpm_map",
                Map.of("rpm_inside", 1L),
                "speed",
                2.0,
                "deep",
                Map.of("rpm_c", 3L)));
        record.put("rpm_null", null);

        Row row = new Reading().read(form.of(record));

        assertThat(matching(row, RPM)).isEqualTo(Map.of("rpm_a", 1.5, "rpm_b", Long.MAX_VALUE, "rpm_nan", Double.NaN));
        assertThat(columns.namesMatching(RPM).size()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void columnsNamedBesidesAreReadInTheSamePass(RowForm form) {
        int time = columns.slotOf(ColumnPath.of("time"));
        int inside = columns.slotOf(ColumnPath.of("position", "latitude"));
        int text = columns.slotOf(ColumnPath.of("rpm_text"));
        columns.slotOfMatching(EVERY);

        Row row = new Reading()
                .read(form.of(Map.of("time", 5L, "position", Map.of("latitude", 48.2), "rpm_text", "a", "x", 1.0)));

        assertThat(row.cell(time).boxed()).isEqualTo(5L);
        assertThat(row.cell(inside).boxed()).isEqualTo(48.2);
        assertThat(row.cell(text).boxed()).isEqualTo("a");
        assertThat(matching(row, EVERY)).isEqualTo(Map.of("time", 5L, "x", 1.0));
    }

    @ParameterizedTest
    @EnumSource
    void aColumnGoesToEveryPatternThatItMatches(RowForm form) {
        columns.slotOfMatching(RPM);
        columns.slotOfMatching(FRONT);
        columns.slotOfMatching(EVERY);

        Row row = new Reading().read(form.of(Map.of("rpm_front", 1L, "rpm_rear", 2L, "brake_front", 3L)));

        assertThat(matching(row, RPM)).isEqualTo(Map.of("rpm_front", 1L, "rpm_rear", 2L));
        assertThat(matching(row, FRONT)).isEqualTo(Map.of("rpm_front", 1L, "brake_front", 3L));
        assertThat(matching(row, EVERY)).isEqualTo(Map.of("rpm_front", 1L, "rpm_rear", 2L, "brake_front", 3L));
    }

    /** Fields come, go, move, and change between number, text and null from row to row. */
    @ParameterizedTest
    @EnumSource
    void aRowKeepsNothingOfTheRowsBefore(RowForm form) {
        long seed = 7;
        Random random = new Random(seed);
        columns.slotOf(ColumnPath.of("rpm_3"));
        columns.slotOfMatching(RPM);
        columns.slotOfMatching(EVERY);
        Reading reading = new Reading();
        for (int i = 0; i < 500; i++) {
            Map<String, Object> record = randomRecord(random);
            Map<String, Object> numbers = new HashMap<>(record);
            numbers.values().removeIf(value -> !(value instanceof Number));

            Row row = reading.read(form.of(record));

            assertThat(matching(row, EVERY)).as("seed %d: %s", seed, record).isEqualTo(numbers);
            numbers.keySet().removeIf(name -> !name.startsWith("rpm_"));
            assertThat(matching(row, RPM)).as("seed %d: %s", seed, record).isEqualTo(numbers);
        }
    }

    private static Map<String, Object> randomRecord(Random random) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            names.add((i < 6 ? "rpm_" : "x_") + i);
        }
        Collections.shuffle(names, random);
        Map<String, Object> record = new LinkedHashMap<>();
        for (String name : names.subList(0, random.nextInt(names.size() + 1))) {
            switch (random.nextInt(4)) {
                case 0 -> record.put(name, "text");
                case 1 -> record.put(name, null);
                case 2 -> record.put(name, random.nextLong());
                default -> record.put(name, random.nextDouble());
            }
        }
        return record;
    }

    @ParameterizedTest
    @EnumSource
    void rowsMayHaveThousandsOfMatchingFields(RowForm form) {
        columns.slotOfMatching(EVERY);
        Map<String, Object> wide = new HashMap<>();
        for (long i = 0; i < 3_000; i++) {
            wide.put("field" + i, i);
        }
        Reading reading = new Reading();
        Object value = form.of(wide);

        reading.read(value);
        Row row = reading.read(value);

        assertThat(matching(row, EVERY)).isEqualTo(wide);
    }

    /** Also where the order of the fields changes from row to row, so that each is looked up. */
    @Test
    void aFieldThatMatchesIsReadWithoutAllocatingAnything() {
        Reading parsingOnly = new Reading();
        columns.slotOfMatching(EVERY);
        columns.slotOfMatching(RPM);
        Reading reading = new Reading();
        StringBuilder forth = new StringBuilder("{");
        StringBuilder back = new StringBuilder("}");
        for (int i = 0; i < 300; i++) {
            String field = "\"rpm_" + i + "\":" + i + ".5";
            forth.append(i == 0 ? "" : ",").append(field);
            back.insert(0, (i == 299 ? "{" : ",") + field);
        }
        byte[] one = forth.append("}").toString().getBytes(UTF_8);
        byte[] other = back.toString().getBytes(UTF_8);

        long parsed = leastBytesAllocated(parsingOnly, one, other);
        long read = leastBytesAllocated(reading, one, other);

        assertThat(read).isLessThan(parsed + 300);
    }

    /** The least of many tries, since the parser now and then renews its buffers. */
    private static long leastBytesAllocated(Reading reading, byte[] one, byte[] other) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 200; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            reading.read(one);
            reading.read(other);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    @Test
    void idsAreGivenOutInOrderOfTheFirstNumber() {
        columns.slotOfMatching(EVERY);
        Reading reading = new Reading();

        reading.read("{\"late\":null,\"b\":1,\"a\":2}");
        reading.read("{\"a\":1,\"late\":3}");

        MatchedNames names = columns.namesMatching(EVERY);
        assertThat(List.of(names.name(0), names.name(1), names.name(2))).isEqualTo(List.of("b", "a", "late"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\u0001',
            textBlock =
                    """
            {"rpm_a":1,"rpm_a":2};              {rpm_a=2}
            {"rpm_a":1,"rpm_a":"x"};            {}
            {"rpm_a":1,"rpm_a":null};           {}
            {"rpm_a":1,"rpm_a":[1]};            {}
            {"rpm_a":null,"rpm_a":1};           {rpm_a=1}
            {"rpm_a":1,"b":2,"rpm_a":"x"};      {b=2}
            {"rpm_n":1,"rpm_n":2.5};            {rpm_n=2.5}
            {"rpm_n":1,"rpm_n":"x"};            {}
            {"rpm_n":"x","rpm_n":1};            {rpm_n=1}
            {"rpm_a":9223372036854775808};      {rpm_a=9.223372036854776E18}
            {"rpm_a":-Infinity};                {rpm_a=-Infinity}
            {"rpm_a":{"rpm_b":1}};              {}
            {};                                 {}
            """)
    void matchingFieldsInJson(String json, String numbers) {
        columns.slotOf(ColumnPath.of("rpm_n"));
        columns.slotOfMatching(EVERY);
        Reading reading = new Reading();

        reading.read(json);
        Row again = reading.read(json);

        assertThat(matching(again, EVERY)).hasToString(numbers);
    }

    @Test
    void aTextColumnDoesNotTakeAName() {
        columns.slotOfMatching(EVERY);
        Reading reading = new Reading();
        for (int i = 0; i < 2 * MatchedNames.MAX_NAMES; i++) {
            reading.read(Map.of("text" + i, "text"));
        }

        Row row = reading.read(Map.of("x", 1L));

        assertThat(matching(row, EVERY)).isEqualTo(Map.of("x", 1L));
    }

    /** When more names were seen than are kept, of which the numeric ones are few. */
    @Test
    void ofEqualFieldsTheLastOneCountsAlsoAmongEndlessNames() {
        columns.slotOfMatching(EVERY);
        Reading reading = new Reading();
        for (int i = 0; i <= 2 * MatchedNames.MAX_NAMES; i++) {
            reading.read(Map.of("text" + i, "text"));
        }
        reading.read("{\"first\":0,\"a\":\"x\"}");
        reading.read("{\"a\":1}");

        Row row = reading.read("{\"a\":1,\"a\":\"x\"}");

        assertThat(matching(row, EVERY)).isEmpty();
    }

    @Test
    void aRowWithOneNameTooManyIsRefusedAndTheNextIsRead() {
        columns.slotOfMatching(RPM);
        Reading reading = new Reading();
        for (int i = 0; i < MatchedNames.MAX_NAMES; i++) {
            reading.read(Map.of("rpm_" + i, 1L));
        }

        assertThatThrownBy(() -> reading.read("{\"rpm_secret\":4711}"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Expected at most 10000 columns that match `rpm_*`, found one more; ");
        assertThat(matching(reading.read("{\"rpm_5\":2}"), RPM)).isEqualTo(Map.of("rpm_5", 2L));
    }

    @Test
    void aTimeOfASchemaIsANumberAndADefaultIsNoValue() {
        columns.slotOfMatching(EVERY);
        Struct struct = new Struct(SchemaBuilder.struct()
                        .field("time", Timestamp.SCHEMA)
                        .field(
                                "x",
                                SchemaBuilder.int64()
                                        .optional()
                                        .defaultValue(7L)
                                        .build())
                        .build())
                .put("time", java.util.Date.from(java.time.Instant.ofEpochMilli(1500)));

        assertThat(matching(new Reading().read(struct), EVERY)).isEqualTo(Map.of("time", 1500L));
    }

    @Test
    void aMapWhoseKeysAreNotTextIsRefused() {
        columns.slotOfMatching(EVERY);
        Reading reading = new Reading();

        assertThatThrownBy(() -> reading.read(Map.of(1, 2)))
                .isInstanceOf(DataException.class)
                .hasMessage("Expected text as keys of the map at the top of the row");
    }

    @Test
    void aPatternKeepsItsSlotAndItsNames() {
        int slot = columns.slotOfMatching(RPM);
        int other = columns.slotOfMatching(FRONT);

        assertThat(columns.slotOfMatching(new ColumnPattern("rpm_", ""))).isEqualTo(slot);
        assertThat(other).isNotEqualTo(slot);
        assertThat(columns.namesMatching(RPM))
                .isSameAs(columns.namesMatching(new ColumnPattern("rpm_", "")))
                .isNotSameAs(columns.namesMatching(FRONT));
        assertThatThrownBy(() -> columns.namesMatching(EVERY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The pattern `*` has no slot");
    }

    @Test
    void theCellOfAPatternIsNoNumberAndEmptyBeforeTheFirstRow() {
        int slot = columns.slotOfMatching(RPM);

        Cell cell = columns.newRow().cell(slot);

        assertThat(cell.kind()).isEqualTo(Cell.Kind.OTHER);
        assertThat(NumericColumns.in(cell).size()).isZero();
    }

    @Test
    void everyRowHasColumnsOfItsOwn() {
        columns.slotOfMatching(EVERY);
        Row one = columns.newRow();
        Row other = columns.newRow();
        RowReader reader = new RowReader(columns);

        reader.read("{\"x\":1}", one);
        reader.read("{\"x\":2}", other);

        assertThat(matching(one, EVERY)).isEqualTo(Map.of("x", 1L));
        assertThat(matching(other, EVERY)).isEqualTo(Map.of("x", 2L));
    }

    private Map<String, @Nullable Object> matching(Row row, ColumnPattern pattern) {
        NumericColumns numbers = NumericColumns.in(row.cell(columns.slotOfMatching(pattern)));
        Map<String, @Nullable Object> matching = new HashMap<>();
        for (int i = 0; i < numbers.size(); i++) {
            String name = columns.namesMatching(pattern).name(numbers.id(i));
            matching.put(name, numbers.value(i).boxed());
        }
        assertThat(matching).hasSize(numbers.size());
        return matching;
    }

    /** A reader and its row, made once the columns are known. */
    private final class Reading {

        private final RowReader reader = new RowReader(columns);
        private final Row row = columns.newRow();

        Row read(Object value) {
            reader.read(value, row);
            return row;
        }
    }
}
