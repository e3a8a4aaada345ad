package io.pitwall.sink.windowing.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RangeTest {

    @Test
    void theRangeOfIntegersIsAnExactInteger() {
        assertThat(range(1_712_762_784_289_548_799L, 1_712_762_784_289_548_801L))
                .isEqualTo(2L);
        assertThat(range(-5L, 7L, 0L)).isEqualTo(12L);
        assertThat(range(3L)).isEqualTo(0L);
    }

    @Test
    void aDifferenceThatIsNoIntegerAnyMoreIsADouble() {
        assertThat(range(Long.MIN_VALUE, 0L)).isEqualTo(0x1p63);
        assertThat(range(Long.MIN_VALUE, -1L)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void integersAndDoublesMix() {
        assertThat(range(1L, 2.5)).isEqualTo(1.5);
    }

    @Test
    void infinityAndNanAreValues() {
        assertThat(range(1.0, Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(range(1.0, Double.NaN)).isEqualTo(Double.NaN);
        assertThat(range(Double.POSITIVE_INFINITY)).isEqualTo(Double.NaN);
    }

    private static @Nullable Object range(Object... values) {
        return Slices.fold(AggregateFunction.RANGE, values);
    }
}
