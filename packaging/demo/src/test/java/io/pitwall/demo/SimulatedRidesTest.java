package io.pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SimulatedRidesTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final double ALARMING = 200;

    private final List<Ride> rides = new SimulatedRides(START, Duration.ofMinutes(2), Duration.ofSeconds(20)).of(5);

    @Test
    void onlyTheSecondRiderCrashes() {
        assertThat(rides).extracting(ride -> ride.crashes().size()).containsExactly(0, 1, 0, 0, 0);
    }

    @Test
    void theOnlyRiderCrashes() {
        List<Ride> alone = new SimulatedRides(START, Duration.ofSeconds(14), Duration.ofSeconds(7)).of(1);

        assertThat(alone).singleElement().satisfies(ride -> assertThat(ride.crashes())
                .hasSize(1));
    }

    @Test
    void bumpsAreFeltButNeverAlarming() {
        for (Ride ride : rides) {
            if (ride.crashes().isEmpty()) {
                assertThat(greatestForce(ride)).as(ride.phone()).isBetween(70.0, 0.8 * ALARMING);
            }
        }
    }

    @Test
    void theCrashIsFarAboveTheAlarm() {
        assertThat(greatestForce(rides.get(1))).isGreaterThan(2 * ALARMING);
    }

    @Test
    void everyAlarmingWindowHoldsAPartOfTheCrash() {
        Ride ride = rides.get(1);

        for (long start = START.toEpochMilli(); start < ride.lastAccelerationMs(); start += 250) {
            if (force(ride, start) > ALARMING) {
                assertThat(ride.crashes().get(0).mayBeIn(start, start + 2000)).isTrue();
            }
        }
    }

    private static double greatestForce(Ride ride) {
        double greatest = 0;
        for (long start = START.toEpochMilli(); start < ride.lastAccelerationMs(); start += 250) {
            greatest = Math.max(greatest, force(ride, start));
        }
        return greatest;
    }

    private static double force(Ride ride, long windowStartMs) {
        return ride.readings().stream()
                .filter(Reading::isAcceleration)
                .filter(reading -> reading.timeMs() >= windowStartMs && reading.timeMs() < windowStartMs + 2000)
                .flatMap(reading -> reading.values().values().stream())
                .mapToDouble(Math::abs)
                .sum();
    }
}
