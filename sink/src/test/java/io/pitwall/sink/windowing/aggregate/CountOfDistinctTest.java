package io.pitwall.sink.windowing.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CountOfDistinctTest {

    private static final double STANDARD_ERROR = 0.01625;

    @Test
    void equalNumbersAreOneValueWhateverTheirKind() {
        assertThat(count(1L, 1.0, 1L)).isEqualTo(1L);
        assertThat(count(0L, 0.0, -0.0)).isEqualTo(1L);
        assertThat(count(1L, 1.5, 2.0)).isEqualTo(3L);
        assertThat(count(1L << 60, (double) (1L << 60))).isEqualTo(1L);
        assertThat(count(0x1p63, Long.MAX_VALUE))
                .as("the integer has no double")
                .isEqualTo(2L);
    }

    @Test
    void nanIsOneValueAndInfinitiesAreTwo() {
        assertThat(count(Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L)))
                .isEqualTo(1L);
        assertThat(count(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE))
                .isEqualTo(3L);
    }

    @Test
    void numbersTextsAndBooleansDiffer() {
        assertThat(count(1L, "1", true, 0L, "0", false, "", "1")).isEqualTo(7L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 700, 768})
    void aFewHundredValuesAreCountedExactly(int size) {
        Slices slices = filled(size, 1);

        assertThat(slices.finish(0)).isEqualTo((long) size);
    }

    @ParameterizedTest
    @ValueSource(ints = {769, 5_000, 100_000, 1_000_000})
    void manyValuesAreCountedWithinFourStandardErrors(int size) {
        long seed = 20_261_122;
        Slices slices = filled(size, seed);

        assertThat(slices.number(0)).as("seed %d", seed).isCloseTo(size, within(4 * STANDARD_ERROR * size));
    }

    /** The root of the mean squared relative error over independent sets, which has a standard error of its own of 5 %. */
    @Test
    void theStandardErrorIsTheOneDocumented() {
        int sets = 200;
        int size = 20_000;
        double squares = 0;
        for (long seed = 1; seed <= sets; seed++) {
            double error = (filled(size, seed).number(0) - size) / size;
            squares += error * error;
        }

        assertThat(Math.sqrt(squares / sets)).isBetween(0.8 * STANDARD_ERROR, 1.2 * STANDARD_ERROR);
    }

    @Test
    void theOrderOfValuesAndSlicesDoesNotMatter() {
        Slices slices = new Slices(AggregateFunction.COUNT_DISTINCT);
        long[] values = new SplittableRandom(7).longs(2_000).toArray();
        for (int i = 0; i < values.length; i++) {
            slices.add(0, 0, values[i]);
            slices.add(2 + i % 5, 0, values[values.length - 1 - i]);
        }
        LongStream.of(5, 3, 6, 2, 4).forEach(slice -> slices.combine(1, (int) slice));

        assertThat(slices.references(1)).usingRecursiveComparison().isEqualTo(slices.references(0));
    }

    @Test
    void fewValuesTakeFewBytes() {
        assertThat(bytes(filled(8, 1)).length).isEqualTo(1 + 8 * 4);
        assertThat(bytes(filled(768, 1)).length).isEqualTo(1 + 3_072);
        assertThat(bytes(filled(1_000_000, 1)).length).isEqualTo(1 + 3_072);
    }

    @Test
    void aFewValuesHaveTheseBytes() {
        Slices slices = new Slices(AggregateFunction.COUNT_DISTINCT);
        slices.add(0, 0, 1L);
        slices.add(0, 0, 1.5);
        slices.add(0, 0, "é");
        slices.add(0, 0, true);

        assertThat(HexFormat.of().formatHex(bytes(slices))).isEqualTo("00ac8f6383ca0ab60203427241595b9a05");
    }

    @Test
    void manyValuesHaveTheseBytes() {
        Slices slices = new Slices(AggregateFunction.COUNT_DISTINCT);
        LongStream.range(0, 1_000).forEach(value -> slices.add(0, 0, value));

        assertThat(HexFormat.of().formatHex(bytes(slices), 0, 33))
                .isEqualTo("010000040000040000000000000000000300040100004200000000000000240130");
    }

    private static Slices filled(int size, long seed) {
        Slices slices = new Slices(AggregateFunction.COUNT_DISTINCT);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < size; i++) {
            long value = random.nextLong();
            slices.add(0, 0, value);
            slices.add(0, 0, value);
        }
        return slices;
    }

    private static byte[] bytes(Slices slices) {
        byte[] bytes = slices.references(0).get(0);
        assertThat(bytes).isNotNull();
        return bytes;
    }

    private static @Nullable Object count(Object... values) {
        return Slices.fold(AggregateFunction.COUNT_DISTINCT, values);
    }
}
