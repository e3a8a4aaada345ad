package io.pitwall.sink.windowing.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.ColumnPattern;
import io.pitwall.transforms.row.Columns;
import io.pitwall.transforms.row.Row;
import io.pitwall.transforms.row.RowReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PerColumnTest {

    private static final ColumnPattern EVERY = new ColumnPattern("", "");

    /** Slices of one wide aggregate, filled with rows. */
    private static final class WideSlices {
        private final Columns columns = new Columns();
        private final int slot = columns.slotOfMatching(EVERY);
        private final Aggregate.Fields fields = new Aggregate.Fields();
        private final PerColumn aggregate;
        private final RowReader reader = new RowReader(columns);
        private final Row row = columns.newRow();
        final Accumulators slices;

        WideSlices(Function<Aggregate.Fields, Aggregate> each) {
            aggregate = new PerColumn(fields, columns.namesMatching(EVERY), each);
            slices = new Accumulators(fields.layout(), 16);
        }

        WideSlices(AggregateFunction function) {
            this(each -> function.create(each, 0.9));
        }

        void add(int slice, long timestampMs, Map<String, ?> values) {
            reader.read(values, row);
            aggregate.add(slices, slice, row.cell(slot), timestampMs);
        }

        void combine(int into, int from) {
            aggregate.combine(slices, into, slices, from);
        }

        @Nullable
        Object finish(int slice) {
            Cell result = new Cell();
            aggregate.finish(slices, slice, result);
            return result.boxed();
        }

        byte[] bytes(int slice) {
            return fields.layout().references().get(0).toBytes(Objects.requireNonNull(slices.reference(slice, 0)));
        }

        void restore(int slice, byte[] bytes) {
            slices.setReference(slice, 0, fields.layout().references().get(0).fromBytes(bytes));
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"COUNT_DISTINCT", "COLLECT"})
    void everyColumnHasTheAggregateItWouldHaveAlone(AggregateFunction function) {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        WideSlices wide = new WideSlices(function);
        Map<String, Slices> alone = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            Map<String, Object> row = randomRow(random);
            int slice = random.nextInt(1, 4);
            long timestampMs = slice * 1_000L + random.nextLong(100);
            wide.add(slice, timestampMs, row);
            row.forEach((name, value) -> alone.computeIfAbsent(
                            name, unseen -> new Slices(fields -> function.create(fields, 0.9)))
                    .add(slice, timestampMs, value));
        }
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        for (int slice = 1; slice < 4; slice++) {
            wide.combine(0, slice);
            for (Slices slices : alone.values()) {
                slices.combine(0, slice);
            }
        }
        alone.forEach((name, slices) -> expected.put(name, slices.finish(0)));

        assertThat(wide.finish(0)).as("seed %d", seed).isEqualTo(expected);
        assertThat(((Map<?, ?>) Objects.requireNonNull(wide.finish(0))).keySet())
                .map(String.class::cast)
                .isSorted();
    }

    /** Some of 40 columns, in any order, so that columns come and go and slices see them in different orders. */
    private static Map<String, Object> randomRow(SplittableRandom random) {
        List<Integer> columns = new ArrayList<>();
        for (int column = 0; column < 40; column++) {
            if (random.nextInt(4) > 0) {
                columns.add(column);
            }
        }
        Collections.shuffle(columns, new Random(random.nextLong()));
        Map<String, Object> row = new LinkedHashMap<>();
        columns.forEach(column -> row.put("c" + column, column % 2 == 0 ? random.nextDouble() : random.nextLong(9)));
        return row;
    }

    @Test
    void aRowWithoutNumbersIsNothing() {
        WideSlices wide = new WideSlices(AggregateFunction.AVG);
        wide.add(0, 0, Map.of("name", "text", "flag", true));

        assertThat(wide.finish(0)).isNull();
        assertThat(wide.slices.reference(0, 0)).isNull();
    }

    @Test
    void aColumnWithoutAResultIsNull() {
        WideSlices wide = new WideSlices(AggregateFunction.VAR_SAMP);
        wide.add(0, 0, Map.of("once", 1));
        wide.add(0, 0, Map.of("twice", 1));
        wide.add(0, 0, Map.of("twice", 3));

        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        expected.put("once", null);
        expected.put("twice", 2.0);
        assertThat(wide.finish(0)).isEqualTo(expected);
    }

    @Test
    void aRestoredSliceIsTheSameWhereColumnsHaveOtherIds() {
        WideSlices written = new WideSlices(AggregateFunction.PERCENTILE);
        WideSlices read = new WideSlices(AggregateFunction.PERCENTILE);
        written.add(0, 0, row("a", 1, "b", 2, "c", 3));
        read.add(5, 0, row("x", 1, "c", 2, "a", 3));

        read.restore(0, written.bytes(0));

        assertThat(read.finish(0)).isEqualTo(written.finish(0));
        assertThat(read.bytes(0)).isEqualTo(written.bytes(0));
        written.add(0, 1, row("c", 7, "b", 8, "d", 9));
        read.add(0, 1, row("c", 7, "b", 8, "d", 9));
        assertThat(read.finish(0)).isEqualTo(written.finish(0));
    }

    @Test
    void aCopySharesNothing() {
        WideSlices wide = new WideSlices(AggregateFunction.COUNT);
        wide.add(0, 0, row("a", 1, "b", 2));
        wide.slices.copy(wide.slices, 0, 1);
        wide.combine(2, 0);

        wide.add(1, 1, row("a", 1, "c", 2));
        wide.add(2, 1, row("A", 1));

        assertThat(wide.finish(0)).isEqualTo(Map.of("a", 1L, "b", 1L));
        assertThat(wide.finish(1)).isEqualTo(Map.of("a", 2L, "b", 1L, "c", 1L));
        assertThat(wide.finish(2)).isEqualTo(Map.of("a", 1L, "b", 1L, "A", 1L));
    }

    @Test
    void aWideSliceHasTheseBytes() {
        WideSlices wide = new WideSlices(AggregateFunction.LAST);
        wide.add(0, 3, row("é", 1.5, "a", 7));

        assertThat(HexFormat.of().formatHex(wide.bytes(0)))
                .isEqualTo("00000001" + "61" + "0000000000000003" + "0000000000000002" + "0000000000000007" + "00000000"
                        + "00000002" + "c3a9" + "0000000000000003" + "0000000000000003" + "3ff8000000000000"
                        + "00000000");
    }

    private static Map<String, Object> row(Object... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }
}
