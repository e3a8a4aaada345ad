package io.pitwall.sink.windowing.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.transforms.row.Cell;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SumTest {

    private final Aggregate.Fields fields = new Aggregate.Fields();
    private final Sum sum = new Sum(fields);
    private final Accumulators panes = new Accumulators(fields.layout(), 3);

    @Test
    void smallNumbersBesideAHugeOneAreNotLost() {
        add(0, 1.0, 1e100, 1.0, -1e100);

        assertThat(finish(0).asDouble()).isEqualTo(2.0);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSumOverPanesIsWithinOneUlpOfTheExactOne(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BigDecimal exact = BigDecimal.ZERO;
        for (int i = 0; i < 10_000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-6, 12));
            exact = exact.add(new BigDecimal(value));
            add(random.nextInt(2), value);
        }
        sum.combine(panes, 2, panes, 0);
        sum.combine(panes, 2, panes, 1);

        double expected = exact.doubleValue();
        assertThat(Math.abs(finish(2).asDouble() - expected)).isLessThanOrEqualTo(Math.ulp(expected));
    }

    @Test
    void infinityAndNanAreValues() {
        add(0, 1, Double.POSITIVE_INFINITY, 2);
        add(1, 1, Double.NaN);

        assertThat(finish(0).asDouble()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(finish(1).asDouble()).isNaN();
    }

    @Test
    void opposedInfinitiesGiveNan() {
        add(0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

        assertThat(finish(0).asDouble()).isNaN();
    }

    @Test
    void aSumTakesTwoWords() {
        assertThat(fields.layout()).isEqualTo(new Accumulators.Layout(2, List.of()));
    }

    @Test
    void zeroIsASumAndNotNothing() {
        assertThat(Slices.fold(AggregateFunction.SUM, 0)).isEqualTo(0.0);
        assertThat(Slices.fold(AggregateFunction.SUM, -0.0)).isEqualTo(0.0);
        assertThat(Slices.fold(AggregateFunction.SUM, 2.5, -2.5)).isEqualTo(0.0);
        assertThat(Slices.fold(AggregateFunction.SUM, 0, 2.5, 0)).isEqualTo(2.5);
        assertThat(Slices.fold(AggregateFunction.AVG, 0, 0)).isEqualTo(0.0);
    }

    private void add(int pane, double... values) {
        Cell cell = new Cell();
        for (double value : values) {
            cell.setDouble(value);
            sum.add(panes, pane, cell, 0);
        }
    }

    private Cell finish(int pane) {
        Cell result = new Cell();
        sum.finish(panes, pane, result);
        return result;
    }
}
