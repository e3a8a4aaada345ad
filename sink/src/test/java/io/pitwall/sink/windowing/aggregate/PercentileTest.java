package io.pitwall.sink.windowing.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PercentileTest {

    private static final double[] SHARES = {0, 0.001, 0.01, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1};

    /** Named, since a lambda has no name of its own. */
    record Distribution(String name, ToDoubleFunction<SplittableRandom> next) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Distribution> distributions() {
        return Stream.of(
                new Distribution("uniform", random -> random.nextDouble(0, 100)),
                new Distribution("around zero", random -> random.nextDouble(-1, 1)),
                new Distribution("negative", random -> -random.nextExponential() - 1e-3),
                new Distribution("a few integers", random -> random.nextInt(-3, 4)),
                new Distribution("fifteen orders of magnitude", random -> Math.pow(10, random.nextDouble(-7, 8))),
                new Distribution("huge", random -> random.nextDouble(-1, 1) * Double.MAX_VALUE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("distributions")
    void everyPercentileIsWithinOnePercentOfTheExactOne(Distribution distribution) {
        long seed = 42;
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = IntStream.range(0, 10_000)
                .mapToDouble(i -> distribution.next().applyAsDouble(random))
                .toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (double share : SHARES) {
            double exact = sorted[Math.max(0, (int) Math.ceil(share * values.length) - 1)];

            assertThat(combined(share, values))
                    .as("seed %d, share %s", seed, share)
                    .isCloseTo(exact, within(0.01 * Math.abs(exact)));
        }
    }

    /** Through three slices. */
    private static double combined(double share, double... values) {
        Slices slices = slices(share);
        for (int i = 0; i < values.length; i++) {
            slices.add(1 + i % 3, 0, values[i]);
        }
        IntStream.rangeClosed(1, 3).forEach(slice -> slices.combine(0, slice));
        return slices.number(0);
    }

    @Test
    void theSketchDependsOnTheValuesAloneEvenWhereBinsAreMerged() {
        double[] values = new SplittableRandom(5)
                .doubles(3_000, -300, 300)
                .map(power -> Math.copySign(Math.pow(10, Math.abs(power)), power))
                .toArray();
        Slices slices = slices(0.5);
        for (int i = 0; i < values.length; i++) {
            slices.add(0, 0, values[i]);
            slices.add(2 + i % 7, 0, values[values.length - 1 - i]);
        }
        IntStream.of(5, 3, 8, 6, 2, 7, 4).forEach(slice -> slices.combine(1, slice));

        assertThat(slices.references(1)).usingRecursiveComparison().isEqualTo(slices.references(0));
        assertThat(bytes(slices, 0).length).as("bounded").isLessThan(16_384);
        slices.restore(0, 10);
        assertThat(slices.references(10)).usingRecursiveComparison().isEqualTo(slices.references(0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void thePercentileOfOneValueIsThatValue(double share) {
        assertThat(percentile(share, -0.0)).isEqualTo(0.0);
        assertThat(percentile(share, -7L)).isEqualTo(-7.0);
        assertThat(percentile(share, Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
        assertThat(percentile(share, Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void theFirstValueThatTheShareReachesIsTaken() {
        assertThat(number(percentile(0.5, 1L, 2L, 3L, 4L))).isCloseTo(2, within(0.02));
        assertThat(number(percentile(0.51, 1L, 2L, 3L, 4L))).isCloseTo(3, within(0.03));
    }

    @Test
    void infinitiesAreTheEndsAndNanIsBeyond() {
        Object[] values = {Double.NaN, Double.POSITIVE_INFINITY, 0.0, Double.NEGATIVE_INFINITY};

        assertThat(percentile(0.25, values)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(percentile(0.5, values)).isEqualTo(0.0);
        assertThat(percentile(0.75, values)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(percentile(1, values)).isEqualTo(Double.NaN);
    }

    @Test
    void theLeastAndTheGreatestAreExact() {
        assertThat(percentile(0, 3.3, 1.1, 2.2)).isEqualTo(1.1);
        assertThat(percentile(1, 3.3, 1.1, 2.2)).isEqualTo(3.3);
        assertThat(percentile(0.5, 0.3, 0.3, 0.3)).isEqualTo(0.3);
    }

    @Test
    void aSketchHasTheseBytes() {
        Slices slices = slices(0.5);
        Stream.of(-2.0, 0.0, 0.0, 1.0, 1.0, 3.0, Double.NEGATIVE_INFINITY, Double.NaN)
                .forEach(value -> slices.add(0, 0, value));

        assertThat(HexFormat.of().formatHex(bytes(slices, 0)))
                .isEqualTo("c000000000000000" + "4008000000000000" + "01020001" + "014401" + "0200023701");
    }

    @Test
    void integersOfAnySizeSurviveTheirVariableLength() {
        for (long value : new long[] {0, 1, -1, 63, 64, -64, -65, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE}) {
            byte[] bytes = new byte[Varint.MOST_BYTES];
            int length = Varint.put(bytes, 0, Varint.zigzag(value));

            ByteBuffer written = ByteBuffer.wrap(bytes, 0, length);
            assertThat(Varint.unzigzag(Varint.get(written))).isEqualTo(value);
            assertThat(written.hasRemaining()).isFalse();
        }
    }

    private static byte[] bytes(Slices slices, int slice) {
        byte[] bytes = slices.references(slice).get(0);
        assertThat(bytes).isNotNull();
        return bytes;
    }

    private static double number(@Nullable Object result) {
        return (double) Objects.requireNonNull(result);
    }

    private static @Nullable Object percentile(double share, Object... values) {
        return Slices.fold(fields -> new Percentile(fields, share), values);
    }

    private static Slices slices(double share) {
        return new Slices(fields -> new Percentile(fields, share));
    }
}
