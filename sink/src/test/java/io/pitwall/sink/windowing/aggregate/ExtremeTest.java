package io.pitwall.sink.windowing.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void amongEqualsTheIntegerIsKept() {
        assertThat(least(1.0, 1L)).isEqualTo(1L);
        assertThat(least(1L, 1.0)).isEqualTo(1L);
        assertThat(greatest(1.0, 1L, 1.0)).isEqualTo(1L);
    }

    private static @Nullable Object least(Object... values) {
        return Slices.fold(AggregateFunction.MIN, values);
    }

    private static @Nullable Object greatest(Object... values) {
        return Slices.fold(AggregateFunction.MAX, values);
    }
}
