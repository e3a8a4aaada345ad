package io.pitwall.source.http.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenBucketTest {

    private static final long SECOND = 1_000_000_000;

    private static TokenBucket bucket(double perSecond) {
        return new TokenBucket(TokenBucket.Rate.of(perSecond));
    }

    private static int takenAtOnce(TokenBucket bucket, long now) {
        int taken = 0;
        while (bucket.take(now) == 0) {
            taken++;
        }
        return taken;
    }

    @ParameterizedTest
    @CsvSource({"0.001, 1", "0.5, 1", "1, 1", "1.9, 1", "2, 2", "2.5, 2", "100, 100"})
    void oneSecondsWorthComesAtOnceAndAtLeastOne(double perSecond, int atOnce) {
        assertThat(takenAtOnce(bucket(perSecond), 0)).isEqualTo(atOnce);
    }

    @Test
    void afterTheBurstTheNextComesWhenItsTimeHasComeAndNotBefore() {
        TokenBucket bucket = bucket(4);
        takenAtOnce(bucket, 0);

        assertThat(bucket.take(0)).isEqualTo(SECOND / 4);
        assertThat(bucket.take(SECOND / 4 - 1)).isEqualTo(1);
        assertThat(bucket.take(SECOND / 4)).isZero();
        assertThat(bucket.take(SECOND / 4)).isEqualTo(SECOND / 4);
    }

    @Test
    void askingInVainCostsNothing() {
        TokenBucket bucket = bucket(1);
        bucket.take(0);
        for (int i = 0; i < 100; i++) {
            bucket.take(1);
        }

        assertThat(bucket.take(SECOND)).isZero();
    }

    @Test
    void aLongPauseSavesUpOneSecondsWorthAndNotMore() {
        TokenBucket bucket = bucket(3);
        bucket.take(0);

        assertThat(takenAtOnce(bucket, 3_600 * SECOND)).isEqualTo(3);
    }

    @Test
    void lessThanOneASecondWaitsSeconds() {
        TokenBucket bucket = bucket(0.1);
        bucket.take(0);

        assertThat(bucket.take(SECOND)).isEqualTo(9 * SECOND);
    }

    @Test
    void aBucketIsFullWhenWhatWasTakenIsMadeUpFor() {
        TokenBucket bucket = bucket(4);
        assertThat(bucket.isFull(0)).isTrue();

        bucket.take(0);
        bucket.take(0);

        assertThat(bucket.isFull(SECOND / 2 - 1)).isFalse();
        assertThat(bucket.isFull(SECOND / 2)).isTrue();
    }

    @Test
    void withoutARateNobodyWaitsEvenIfAnotherThreadsClockIsAhead() {
        TokenBucket bucket = bucket(0);

        assertThat(bucket.take(SECOND)).isZero();
        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.isFull(SECOND)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 7, 2.5, 1_000})
    void inAnyStretchOfTimeNoMoreComesThanTheRateAndOneBurst(double perSecond) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TokenBucket bucket = bucket(perSecond);
        long now = 0;
        long taken = 0;
        for (int i = 0; i < 10_000; i++) {
            now += random.nextLong(2 * (long) (SECOND / perSecond));
            while (random.nextInt(4) > 0) {
                taken += bucket.take(now) == 0 ? 1 : 0;
            }
            double most = Math.max(1, Math.floor(perSecond)) + perSecond * now / SECOND;
            assertThat((double) taken).as("seed " + seed).isLessThanOrEqualTo(most * 1.000001);
        }
        // A quarter of the steps asks for none, and what a bucket of one gains meanwhile is lost.
        assertThat((double) taken).as("seed " + seed).isGreaterThan(perSecond * now / SECOND / 4);
    }
}
