package io.pitwall.sink.windowing.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.transforms.row.Cell;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExtremeTest {

    @Test
    void integersBeyondTheRangeOfDoublesAreComparedExactly() {
        assertThat(greatest(1_712_762_784_289_548_799L, 1_712_762_784_289_548_800L, 1_712_762_784_289_548_798L))
                .isEqualTo(1_712_762_784_289_548_800L);
    }

    @Test
    void integersAndDoublesMix() {
        assertThat(greatest(9L, 9.5, 8L)).isEqualTo(9.5);
        assertThat(least(9L, 9.5, 8L)).isEqualTo(8L);
    }

    @Test
    void nanIsGreaterThanEveryNumber() {
        assertThat(greatest(1.0, Double.NaN, 2.0)).isEqualTo(Double.NaN);
        assertThat(least(1.0, Double.NaN, 2.0)).isEqualTo(1.0);
    }

    @Test
    void textsAreOrderedAndComeAfterNumbers() {
        assertThat(least("b", "a", "c")).isEqualTo("a");
        assertThat(least("a", 5L)).isEqualTo(5L);
        assertThat(greatest(5L, "a")).isEqualTo("a");
    }

    @Test
    void nothingHasNoExtreme() {
        assertThat(least()).isNull();
    }

    private static @Nullable Object least(Object... values) {
        Aggregate.Fields fields = new Aggregate.Fields();
        return fold(Extreme.least(fields), fields, values);
    }

    private static @Nullable Object greatest(Object... values) {
        Aggregate.Fields fields = new Aggregate.Fields();
        return fold(Extreme.greatest(fields), fields, values);
    }

    /** Folds each value into a pane of its own and combines them, which must be as good as folding into one. */
    private static @Nullable Object fold(Aggregate aggregate, Aggregate.Fields fields, Object... values) {
        Accumulators panes = new Accumulators(fields.layout(), values.length + 2);
        for (int i = 0; i < values.length; i++) {
            Cell cell = cell(values[i]);
            aggregate.add(panes, 0, cell, 0);
            aggregate.add(panes, i + 2, cell, 0);
            aggregate.combine(panes, 1, panes, i + 2);
        }
        Cell folded = new Cell();
        aggregate.finish(panes, 0, folded);
        Cell combined = new Cell();
        aggregate.finish(panes, 1, combined);
        assertThat(combined.boxed()).isEqualTo(folded.boxed());
        return folded.boxed();
    }

    private static Cell cell(Object value) {
        Cell cell = new Cell();
        if (value instanceof Long integer) {
            cell.setLong(integer);
        } else if (value instanceof Double number) {
            cell.setDouble(number);
        } else {
            cell.setText((String) value);
        }
        return cell;
    }
}
