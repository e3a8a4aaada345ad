package io.pitwall.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What the user asked for, defaults filled in. */
record DemoOptions(boolean once, Optional<Path> recording, double speed, int phones, Ports ports) {
    private static final double REAL_TIME = 1;

    /** Fast enough for a quarter of an hour in a quarter of a minute, slow enough to watch. */
    private static final double REPLAY = 60;

    DemoOptions {
        if (!(speed >= 0)) {
            throw new DemoException("--speed must be positive.");
        }
        if (phones < 1 || phones > 100) {
            throw new DemoException("--phones must be between 1 and 100; found " + phones + ".");
        }
    }

    /** A speed of 0 is the default of the mode. */
    @Override
    public double speed() {
        if (speed > 0) {
            return speed;
        }
        return recording.isPresent() ? REPLAY : REAL_TIME;
    }

    Duration rideLength() {
        return once ? Duration.ofSeconds(14) : Duration.ofHours(1);
    }

    Duration crashAfter() {
        return once ? Duration.ofSeconds(7) : Duration.ofSeconds(20);
    }
}
