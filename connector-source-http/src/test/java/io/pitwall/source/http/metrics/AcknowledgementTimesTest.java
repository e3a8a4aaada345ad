package io.pitwall.source.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AcknowledgementTimesTest {

    private static final long[] BOUNDS_MS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 30000};

    private final AcknowledgementTimes times = new AcknowledgementTimes();

    private void addMs(long... all) {
        for (long ms : all) {
            times.add(TimeUnit.MILLISECONDS.toNanos(ms));
        }
    }

    @Test
    void aTimeExactlyAtABoundIsWithinIt() {
        addMs(5);

        assertThat(times.countsByMaxMs()).containsEntry("2", 0L).containsEntry("5", 1L);
    }

    @Test
    void aTimeOneNanosecondOverABoundIsNotWithinIt() {
        times.add(TimeUnit.MILLISECONDS.toNanos(5) + 1);

        assertThat(times.countsByMaxMs()).containsEntry("5", 0L).containsEntry("10", 1L);
    }

    @Test
    void aTimeBeyondAllBoundsIsCountedAndTakenForTheGreatestBound() {
        addMs(300_000);

        assertThat(times.countsByMaxMs()).containsEntry("30000", 0L).containsEntry("+Inf", 1L);
        assertThat(times.percentileMs(0.99)).hasValue(30_000);
        assertThat(times.totalMs()).isEqualTo(300_000);
    }

    @Test
    void thereIsNoPercentileOfNothing() {
        assertThat(times.percentileMs(0.5)).isEmpty();
        assertThat(times.count()).isZero();
        assertThat(times.countsByMaxMs()).hasSize(15).containsValue(0L);
    }

    @Test
    void aPercentileIsTakenAsIfItsBucketWereFilledEvenly() {
        addMs(1, 7, 8, 9, 10);

        // The bucket (5, 10] holds the ranks 2 to 5; half of five is rank 2.5.
        assertThat(times.percentileMs(0.5).orElseThrow()).isCloseTo(5 + 5 * (2.5 - 1) / 4, within(1e-9));
        assertThat(times.percentileMs(1)).hasValue(10);
    }

    @Test
    void aPercentileAtTheEndOfABucketDoesNotReachIntoTheNext() {
        addMs(1, 300);

        assertThat(times.percentileMs(0.5)).hasValue(1);
    }

    @Test
    void bucketsAndPercentilesAreThoseOfASortedList() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            AcknowledgementTimes counted = new AcknowledgementTimes();
            List<Long> nanos = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(300); i++) {
                long time = (long) Math.pow(10, 11 * random.nextDouble());
                nanos.add(time);
                counted.add(time);
            }
            Collections.sort(nanos);

            assertThat(counted.count()).as("seed %s", seed).isEqualTo(nanos.size());
            assertThat(counted.totalMs())
                    .as("seed %s", seed)
                    .isEqualTo(nanos.stream().mapToLong(Long::longValue).sum() / 1_000_000);
            for (long bound : BOUNDS_MS) {
                assertThat(counted.countsByMaxMs())
                        .as("seed %s", seed)
                        .containsEntry(
                                "" + bound,
                                nanos.stream()
                                        .filter(time -> time <= bound * 1_000_000)
                                        .count());
            }
            for (double share : new double[] {0.01, 0.5, 0.95, 0.99, 1}) {
                long exactNanos = nanos.get((int) Math.ceil(share * nanos.size()) - 1);
                double percentileMs = counted.percentileMs(share).orElseThrow();
                assertThat(percentileMs)
                        .as("share %s of seed %s", share, seed)
                        .isBetween(lowerBoundMs(exactNanos), upperBoundMs(exactNanos));
            }
        }
    }

    private static double lowerBoundMs(long nanos) {
        return IntStream.range(0, BOUNDS_MS.length)
                .filter(i -> BOUNDS_MS[i] * 1_000_000 < nanos)
                .mapToObj(i -> (double) BOUNDS_MS[i])
                .reduce(0.0, Math::max);
    }

    private static double upperBoundMs(long nanos) {
        return IntStream.range(0, BOUNDS_MS.length)
                .filter(i -> BOUNDS_MS[i] * 1_000_000 >= nanos)
                .mapToObj(i -> (double) BOUNDS_MS[i])
                .reduce(Math::min)
                .orElse(30_000.0);
    }

    @Test
    void nothingIsLostWhenThreadsCountTogether() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> IntStream.range(0, 25_000).forEach(n -> addMs(n % 40))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(times.count()).isEqualTo(100_000);
        assertThat(times.countsByMaxMs()).containsAllEntriesOf(Map.of("1", 5_000L, "20", 52_500L, "50", 100_000L));
    }
}
