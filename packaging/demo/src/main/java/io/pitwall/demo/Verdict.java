package io.pitwall.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether what came out is what the rides should have caused. */
final class Verdict {
    /** The example connector's {@code window.advance.ms}. */
    private static final long ADVANCE_MS = 250;

    private final List<Ride> rides;

    Verdict(List<Ride> rides) {
        this.rides = List.copyOf(rides);
    }

    /** Whether the last window of every phone has come out; no other one can follow it. */
    boolean everyWindowIsOut(Board board) {
        return rides.stream().allMatch(ride -> board.latest(ride.phone())
                .filter(feature -> feature.startMs() == lastWindowStartMs(ride))
                .isPresent());
    }

    private static long lastWindowStartMs(Ride ride) {
        return Math.floorDiv(ride.lastAccelerationMs(), ADVANCE_MS) * ADVANCE_MS;
    }

    /** Whether it is known of every ride if it crashes, so that its alerts can be judged. */
    boolean isFounded() {
        return rides.stream().allMatch(Ride::crashesAreKnown);
    }

    /** Everything that is wrong with the alerts, as sentences; empty where they are as they should be. */
    List<String> complaints(List<Alert> alerts) {
        List<String> complaints = new ArrayList<>();
        for (Ride ride : rides) {
            List<Alert> alertsOfRide = alerts.stream()
                    .filter(alert -> alert.phone().equals(ride.phone()))
                    .toList();
            if (ride.crashesAreKnown()) {
                complaint(ride, alertsOfRide).ifPresent(complaints::add);
            }
        }
        alerts.stream()
                .filter(alert -> rides.stream().noneMatch(ride -> ride.phone().equals(alert.phone())))
                .forEach(alert -> complaints.add("An alert names " + alert.phone() + ", which no phone is called."));
        return complaints;
    }

    /** All crashes of a ride lie within one cool-down, so they make one alert. */
    private static Optional<String> complaint(Ride ride, List<Alert> alerts) {
        int expected = ride.crashes().isEmpty() ? 0 : 1;
        if (alerts.size() != expected) {
            return Optional.of(
                    "Expected " + count(expected) + " of " + ride.phone() + "; found " + alerts.size() + ".");
        }
        return alerts.stream()
                .filter(alert -> ride.crashes().stream()
                        .noneMatch(crash -> crash.mayBeIn(alert.windowStartMs(), alert.windowEndMsExclusive())))
                .findFirst()
                .map(alert -> "The alert of " + ride.phone() + " is for a window without the crash.");
    }

    private static String count(int alerts) {
        return alerts == 0 ? "no alert" : "one alert";
    }
}
