package io.pitwall.source.http.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberWindowTest {

    private static NumberWindow seen(long... numbers) {
        NumberWindow window = NumberWindow.of(numbers[0]);
        for (long number : numbers) {
            window = window.with(number);
        }
        return window;
    }

    private static NumberWindow seenAll(long from, long to) {
        return seen(LongStream.rangeClosed(from, to).toArray());
    }

    @Test
    void aNumberAboveTheHighestIsUnseen() {
        assertThat(seen(7).sightOf(8)).isEqualTo(Sight.UNSEEN);
    }

    @Test
    void theHighestIsSeen() {
        assertThat(seen(7).sightOf(7)).isEqualTo(Sight.SEEN);
    }

    @Test
    void aGapWithinTheWindowIsUnseenUntilItIsFilled() {
        NumberWindow window = seen(1, 3);

        assertThat(window.sightOf(2)).isEqualTo(Sight.UNSEEN);
        assertThat(window.with(2).sightOf(2)).isEqualTo(Sight.SEEN);
    }

    @Test
    void theNumber63BelowTheHighestIsStillKnown() {
        assertThat(seen(100).sightOf(37)).isEqualTo(Sight.UNSEEN);
    }

    @Test
    void theNumber64BelowTheFirstOfAllIsForgotten() {
        assertThat(seen(100).sightOf(36)).isEqualTo(Sight.FORGOTTEN);
    }

    @Test
    void withoutAGapEveryNumberSinceTheFirstStaysSeen() {
        NumberWindow window = seenAll(1, 10_000);

        assertThat(window.sightOf(1)).isEqualTo(Sight.SEEN);
        assertThat(window.sightOf(0)).isEqualTo(Sight.FORGOTTEN);
    }

    @Test
    void aGapThatLeavesTheWindowIsForgottenWithAllBelowIt() {
        NumberWindow window = seenAll(1, 9).with(11);
        for (long number = 12; number <= 74; number++) {
            window = window.with(number);
        }

        assertThat(window.sightOf(11)).isEqualTo(Sight.SEEN);
        assertThat(window.sightOf(10)).isEqualTo(Sight.FORGOTTEN);
        assertThat(window.sightOf(1)).isEqualTo(Sight.FORGOTTEN);
    }

    @Test
    void aGapAtTheLowerEndOfTheWindowCanStillBeFilled() {
        NumberWindow window = seenAll(1, 9);
        for (long number = 11; number <= 73; number++) {
            window = window.with(number);
        }

        assertThat(window.sightOf(10)).isEqualTo(Sight.UNSEEN);
        assertThat(window.with(10).with(74).with(75).sightOf(1)).isEqualTo(Sight.SEEN);
    }

    @Test
    void aJumpBy64OverAFullWindowLeavesNoGapBehind() {
        assertThat(seenAll(1, 64).with(128).sightOf(1)).isEqualTo(Sight.SEEN);
    }

    @Test
    void aJumpBy65LeavesAGapBehind() {
        NumberWindow window = seenAll(1, 64).with(129);

        assertThat(window.sightOf(64)).isEqualTo(Sight.FORGOTTEN);
        assertThat(window.sightOf(66)).isEqualTo(Sight.UNSEEN);
    }

    @Test
    void theWindowDoesNotTakeANumberItHasMovedPast() {
        NumberWindow window = seen(100);

        assertThatThrownBy(() -> window.with(36)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNumbersAreAny64Bits() {
        NumberWindow window = seen(Long.MIN_VALUE, Long.MIN_VALUE + 5);

        assertThat(window.sightOf(Long.MIN_VALUE)).isEqualTo(Sight.SEEN);
        assertThat(window.with(Long.MAX_VALUE).sightOf(Long.MAX_VALUE)).isEqualTo(Sight.SEEN);
        assertThat(window.with(Long.MAX_VALUE).sightOf(Long.MIN_VALUE)).isEqualTo(Sight.FORGOTTEN);
        assertThat(seenAll(Long.MIN_VALUE, Long.MIN_VALUE + 500).sightOf(Long.MIN_VALUE))
                .isEqualTo(Sight.SEEN);
    }

    /** Numbers that come out of order, twice, late and never: the window says of each what a set of all of them says. */
    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE, Long.MAX_VALUE - 200_000})
    void shuffledNumbersAgreeWithASetThatForgetsNothing(long offset) {
        long seed = Long.getLong("pitwall.seed", System.nanoTime());
        Random random = new Random(seed);
        System.out.println("The seed of the window is " + seed);
        long next = offset;
        Set<Long> all = new HashSet<>(Set.of(next));
        NumberWindow window = NumberWindow.of(next);
        long highest = next;
        for (int step = 0; step < 100_000; step++) {
            int move = random.nextInt(1_000);
            next += move < 990 ? 1 : random.nextInt(3) * (long) random.nextInt(70);
            long number = next - Math.min(next - offset, (long) Math.abs(random.nextGaussian() * 20));
            Sight sight = window.sightOf(number);
            switch (sight) {
                case UNSEEN ->
                    assertThat(all.contains(number))
                            .as("seed %d: %d", seed, number)
                            .isFalse();
                case SEEN ->
                    assertThat(all.contains(number))
                            .as("seed %d: %d", seed, number)
                            .isTrue();
                case FORGOTTEN ->
                    assertThat(hasGap(all, number, highest - 64))
                            .as("seed %d: a gap from %d to the window", seed, number)
                            .isTrue();
            }
            if (sight == Sight.UNSEEN) {
                all.add(number);
                highest = Math.max(highest, number);
                window = window.with(number);
            }
        }
        assertThat(all).hasSizeGreaterThan(10_000);
    }

    private static boolean hasGap(Set<Long> seen, long from, long to) {
        return LongStream.rangeClosed(from, to).anyMatch(number -> !seen.contains(number));
    }
}
