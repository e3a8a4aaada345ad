package io.pitwall.demo;

import java.util.Map;

/** What one sensor of a phone said at one moment; {@code timeNs} is epoch nanoseconds. */
record Reading(long timeNs, String sensor, Map<String, Double> values) {
    static final String ACCELEROMETER = "accelerometer";
    static final String LOCATION = "location";

    Reading {
        values = Map.copyOf(values);
    }

    static Reading acceleration(long timeNs, double x, double y, double z) {
        return new Reading(timeNs, ACCELEROMETER, Map.of("x", x, "y", y, "z", z));
    }

    static Reading location(long timeNs, double latitude, double longitude) {
        return new Reading(timeNs, LOCATION, Map.of("latitude", latitude, "longitude", longitude));
    }

    boolean isAcceleration() {
        return sensor.equals(ACCELEROMETER);
    }

    long timeMs() {
        return Math.floorDiv(timeNs, 1_000_000L);
    }
}
