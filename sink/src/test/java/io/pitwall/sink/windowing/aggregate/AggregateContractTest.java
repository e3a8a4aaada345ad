package io.pitwall.sink.windowing.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every aggregate promises, whatever it computes. */
@ParameterizedClass(name = "{0}")
@MethodSource("everyAggregate")
final class AggregateContractTest {

    /** How far apart sums and variances may be that were added up in another order. */
    private static final double ROUNDING = 1e-12;

    private final Case aggregate;

    AggregateContractTest(Case aggregate) {
        this.aggregate = aggregate;
    }

    record Case(String name, Function<Aggregate.Fields, Aggregate> factory) {
        @Override
        public String toString() {
            return name;
        }

        boolean isCount() {
            return name.startsWith("count");
        }
    }

    /** One of the rows, in order of arrival. */
    record Row(int arrival, long timestampMs, @Nullable Object value) {}

    static Stream<Case> everyAggregate() {
        return Stream.concat(
                Stream.of(new Case("count(*)", CountOfRows::new)),
                Arrays.stream(AggregateFunction.values())
                        .map(function -> new Case(function.sqlName(), fields -> function.create(fields, 0.9))));
    }

    @Test
    void nothingIsNullAndCountsZero() {
        assertThat(new Slices(aggregate.factory()).finish(0)).isEqualTo(aggregate.isCount() ? 0L : null);
    }

    @Test
    void nullsAreSkipped() {
        Slices slices = new Slices(aggregate.factory());
        for (Row row : rows(1)) {
            slices.add(0, row.timestampMs(), row.value());
            slices.add(1, row.timestampMs(), row.value());
            slices.add(1, row.timestampMs(), null);
        }

        if (aggregate.name().equals("count(*)")) {
            assertThat(slices.finish(1)).as("rows, not values").isEqualTo(2L * rows(1).size());
        } else {
            assertThat(slices.finish(1)).isEqualTo(slices.finish(0));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void slicesOfTimeCombineToWhatOneSliceHolds(long seed) {
        List<Row> rows = rows(seed);
        long sliceMs = new SplittableRandom(seed).nextLong(2, 50);

        assertCombined(rows, Comparator.comparingLong(row -> row.timestampMs() / sliceMs));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void runsOfRowsCombineToWhatOneSliceHolds(long seed) {
        List<Row> rows = rows(seed);
        int length = new SplittableRandom(seed).nextInt(1, rows.size());

        assertCombined(rows, Comparator.comparingInt(row -> row.arrival() / length));
    }

    /** Rows that compare equal are a slice; slices are combined in that order. */
    private void assertCombined(List<Row> rows, Comparator<Row> slicing) {
        Slices slices = new Slices(aggregate.factory());
        rows.forEach(row -> slices.add(0, row.timestampMs(), row.value()));
        Row previous = null;
        for (Row row : rows.stream().sorted(slicing).toList()) {
            if (previous != null && slicing.compare(previous, row) != 0) {
                slices.combine(1, 2);
                slices.accumulators.clear(2);
            }
            slices.add(2, row.timestampMs(), row.value());
            previous = row;
        }
        slices.combine(1, 2);

        assertSame(slices.finish(1), slices.finish(0));
    }

    private void assertSame(@Nullable Object actual, @Nullable Object expected) {
        boolean isRounded = Stream.of("sum", "avg", "var_", "stddev_").anyMatch(aggregate.name()::startsWith);
        if (isRounded && actual instanceof Double number && expected instanceof Double exact) {
            assertThat(number).isCloseTo(exact, within(Math.abs(exact) * ROUNDING));
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void whatIsCombinedStaysAsItIs() {
        Slices slices = new Slices(aggregate.factory());
        fill(slices, 1, rows(1));
        Object before = slices.finish(1);

        slices.combine(0, 1);
        fill(slices, 0, rows(2));

        assertThat(slices.finish(1)).isEqualTo(before);
    }

    @Test
    void combiningWithNothingChangesNothing() {
        Slices slices = new Slices(aggregate.factory());
        fill(slices, 0, rows(1));
        Object before = slices.finish(0);

        slices.combine(0, 1);
        slices.combine(2, 0);

        assertThat(slices.finish(0)).isEqualTo(before);
        assertThat(slices.finish(2)).isEqualTo(before);
    }

    @Test
    void aCopySharesNothing() {
        Slices slices = new Slices(aggregate.factory());
        fill(slices, 0, rows(1));
        Object before = slices.finish(0);
        slices.accumulators.copy(slices.accumulators, 0, 1);
        assertThat(slices.finish(1)).isEqualTo(before);

        fill(slices, 1, rows(2));
        assertThat(slices.finish(0)).isEqualTo(before);

        slices.accumulators.copy(slices.accumulators, 0, 1);
        fill(slices, 0, rows(2));
        assertThat(slices.finish(1)).isEqualTo(before);
    }

    @Test
    void aRestoredSliceIsAsGoodAsTheOneThatWasPersisted() {
        Slices slices = new Slices(aggregate.factory());
        fill(slices, 0, rows(1));

        slices.restore(0, 1);

        assertThat(slices.finish(1)).isEqualTo(slices.finish(0));
        assertThat(slices.words(1)).isEqualTo(slices.words(0));
        assertThat(slices.references(1)).usingRecursiveComparison().isEqualTo(slices.references(0));
        fill(slices, 0, rows(2));
        fill(slices, 1, rows(2));
        assertThat(slices.finish(1)).isEqualTo(slices.finish(0));
    }

    @Test
    void aClearedSliceIsEmptyAgain() {
        Slices slices = new Slices(aggregate.factory());
        fill(slices, 0, rows(1));

        slices.accumulators.clear(0);

        assertThat(slices.finish(0)).isEqualTo(aggregate.isCount() ? 0L : null);
        slices.combine(1, 0);
        assertThat(slices.finish(1)).isEqualTo(aggregate.isCount() ? 0L : null);
    }

    private static void fill(Slices slices, int slice, List<Row> rows) {
        rows.forEach(row -> slices.add(slice, row.timestampMs(), row.value()));
    }

    /** Integers, doubles and nulls, out of order and with equal times. */
    private static List<Row> rows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Object value =
                    switch (random.nextInt(5)) {
                        case 0 -> null;
                        case 1 -> (long) random.nextInt(-5, 6);
                        case 2 -> (double) random.nextInt(-5, 6);
                        default -> random.nextDouble(-1_000, 1_000);
                    };
            rows.add(new Row(i, random.nextLong(0, 200), value));
        }
        return rows;
    }
}
