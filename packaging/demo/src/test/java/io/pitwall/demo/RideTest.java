package io.pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RideTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aReadingExactlyOneSpanAfterTheStartBeginsTheNextBatch() {
        Ride ride = ride(5, 5 + SECOND - 1, 5 + SECOND);

        assertThat(ride.batches(SECOND)).extracting(List::size).containsExactly(2, 1);
    }

    @Test
    void spansWithoutReadingsMakeNoBatch() {
        Ride ride = ride(0, 10 * SECOND);

        assertThat(ride.batches(SECOND)).extracting(List::size).containsExactly(1, 1);
    }

    @Test
    void aRideWithoutAccelerationIsRefused() {
        List<Reading> readings = List.of(Reading.location(0, 50, 14));

        assertThatThrownBy(() -> new Ride("phone", readings, List.of(), false))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("phone");
    }

    @Test
    void aWindowThatEndsWhereTheCrashBeginsDoesNotHoldIt() {
        Ride.Crash crash = new Ride.Crash(2000, 2500);

        assertThat(crash.mayBeIn(0, 2000)).isFalse();
        assertThat(crash.mayBeIn(0, 2001)).isTrue();
        assertThat(crash.mayBeIn(2500, 4500)).isTrue();
        assertThat(crash.mayBeIn(2501, 4501)).isFalse();
    }

    private static Ride ride(long... timesNs) {
        List<Reading> readings = java.util.Arrays.stream(timesNs)
                .mapToObj(time -> Reading.acceleration(time, 1, 2, 3))
                .toList();
        return new Ride("phone", readings, List.of(), false);
    }
}
