package io.pitwall.sink.windowing.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VarianceTest {

    private static final int SLICES = 7;

    @ParameterizedTest(name = "around {0} with a spread of {1}, seed {2}")
    @CsvSource({"0, 1, 1", "5, 1, 2", "1e9, 1, 3", "-1e9, 1e-3, 4", "1e15, 1, 5", "1e-9, 1e-12, 6", "1e100, 1e90, 7"})
    void allFourAreTheTwoPassOnesInExactArithmetic(double centre, double spread, long seed) {
        SplittableRandom random = new SplittableRandom(seed);

        assertExact(seed, () -> centre + spread * (random.nextDouble() - 0.5));
    }

    /** A sensor that starts at zero: no choice of a first value as the origin would help. */
    @Test
    void aFirstValueFarFromTheOthersCostsNoDigits() {
        SplittableRandom random = new SplittableRandom(8);
        boolean[] isStarted = {false};

        assertExact(8, () -> {
            double value = isStarted[0] ? 1e9 + random.nextDouble() : 0;
            isStarted[0] = true;
            return value;
        });
    }

    private static void assertExact(long seed, DoubleSupplier source) {
        double[] values =
                IntStream.range(0, 5_000).mapToDouble(i -> source.getAsDouble()).toArray();
        double population = varianceInExactArithmetic(values);
        double sample = population * values.length / (values.length - 1);

        assertThat(combined(seed, AggregateFunction.VAR_POP, values)).isCloseTo(population, near(population));
        assertThat(combined(seed, AggregateFunction.VAR_SAMP, values)).isCloseTo(sample, near(sample));
        assertThat(combined(seed, AggregateFunction.STDDEV_POP, values))
                .isCloseTo(Math.sqrt(population), near(Math.sqrt(population)));
        assertThat(combined(seed, AggregateFunction.STDDEV_SAMP, values))
                .isCloseTo(Math.sqrt(sample), near(Math.sqrt(sample)));
    }

    private static Offset<Double> near(double value) {
        return within(value * 1e-12);
    }

    /** Through a few slices, filled at random. */
    private static double combined(long seed, AggregateFunction function, double[] values) {
        SplittableRandom random = new SplittableRandom(seed);
        Slices slices = new Slices(function);
        for (double value : values) {
            slices.add(1 + random.nextInt(SLICES), 0, value);
        }
        IntStream.rangeClosed(1, SLICES).forEach(slice -> slices.combine(0, slice));
        return slices.number(0);
    }

    private static double varianceInExactArithmetic(double[] values) {
        BigDecimal count = BigDecimal.valueOf(values.length);
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        MathContext precise = new MathContext(200);
        BigDecimal mean = sum.divide(count, precise);
        BigDecimal squares = BigDecimal.ZERO;
        for (double value : values) {
            BigDecimal deviation = new BigDecimal(value).subtract(mean);
            squares = squares.add(deviation.multiply(deviation, precise));
        }
        return squares.divide(count, precise).doubleValue();
    }

    @Test
    void oneValueHasNoSpreadAndNoSampleVariance() {
        assertThat(fold(AggregateFunction.VAR_POP, 5)).isEqualTo(0.0);
        assertThat(fold(AggregateFunction.STDDEV_POP, 5)).isEqualTo(0.0);
        assertThat(fold(AggregateFunction.VAR_SAMP, 5)).isNull();
        assertThat(fold(AggregateFunction.STDDEV_SAMP, 5)).isNull();
    }

    @Test
    void equalValuesHaveNoSpread() {
        assertThat(fold(AggregateFunction.VAR_SAMP, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1))
                .isEqualTo(0.0);
    }

    @Test
    void twoValuesDivideByTwoOrByOne() {
        assertThat(fold(AggregateFunction.VAR_POP, 1, 3)).isEqualTo(1.0);
        assertThat(fold(AggregateFunction.VAR_SAMP, 1, 3)).isEqualTo(2.0);
        assertThat(fold(AggregateFunction.STDDEV_SAMP, 1, 3)).isEqualTo(Math.sqrt(2));
    }

    @Test
    void nanAndInfinityGiveNan() {
        assertThat(fold(AggregateFunction.VAR_POP, 1.0, Double.NaN, 2.0)).isEqualTo(Double.NaN);
        assertThat(fold(AggregateFunction.VAR_POP, Double.POSITIVE_INFINITY)).isEqualTo(Double.NaN);
        assertThat(fold(AggregateFunction.STDDEV_SAMP, 1.0, Double.NEGATIVE_INFINITY, 2.0))
                .isEqualTo(Double.NaN);
    }

    private static @Nullable Object fold(AggregateFunction function, Object... values) {
        return Slices.fold(function, values);
    }
}
