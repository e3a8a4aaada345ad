package io.pitwall.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Phones on handlebars, at 20 readings a second: the hum of the engine, a bump every few seconds that must not alarm, and
 * one rider who crashes and then lies still.
 *
 * <p>Over two seconds |x|+|y|+|z| sums to about 30 for the hum, stays below 150 with a bump, and passes 500 in the crash.
 */
final class SimulatedRides {
    private static final long SEED = 42;
    private static final long STEP_MS = 50;
    private static final int STEPS_PER_LOCATION = 20;

    private static final double HUM = 0.3;
    private static final double STILLNESS = 0.01;
    private static final double BUMP = 7;
    private static final double IMPACT = 15;

    private static final long BUMP_MS = 150;
    private static final long CRASH_MS = 1_500;
    private static final int BUMP_EVERY_MIN_MS = 4_000;
    private static final int BUMP_EVERY_MAX_MS = 7_000;

    private final Instant start;
    private final Duration duration;
    private final Duration crashAfter;

    SimulatedRides(Instant start, Duration duration, Duration crashAfter) {
        this.start = start;
        this.duration = duration;
        this.crashAfter = crashAfter;
    }

    /** Rides of {@code rider-1} and so on; the second of them, or the only one, crashes. */
    List<Ride> of(int phones) {
        int crashing = Math.min(2, phones);
        List<Ride> rides = new ArrayList<>();
        for (int number = 1; number <= phones; number++) {
            rides.add(ride(number, number == crashing));
        }
        return rides;
    }

    private Ride ride(int number, boolean crashes) {
        Random random = new Random(SEED + number);
        long crashMs = crashes ? crashAfter.toMillis() : Long.MAX_VALUE - CRASH_MS;
        long bumpMs = nextBump(random, 0);
        List<Reading> readings = new ArrayList<>();
        int step = 0;
        for (long ms = 0; ms < duration.toMillis(); ms += STEP_MS) {
            if (ms >= bumpMs + BUMP_MS) {
                bumpMs = nextBump(random, bumpMs);
            }
            readings.add(acceleration(random, ms, strength(ms, bumpMs, crashMs)));
            if (step++ % STEPS_PER_LOCATION == 0) {
                readings.add(location(number, Math.min(ms, crashMs)));
            }
        }
        String phone = "rider-" + number;
        return new Ride(phone, readings, crashes ? List.of(crash(crashMs)) : List.of(), true);
    }

    private static long nextBump(Random random, long lastBumpMs) {
        return lastBumpMs + random.nextInt(BUMP_EVERY_MIN_MS, BUMP_EVERY_MAX_MS);
    }

    private static double strength(long ms, long bumpMs, long crashMs) {
        if (ms >= crashMs + CRASH_MS) {
            return STILLNESS;
        }
        if (ms >= crashMs) {
            return IMPACT;
        }
        return ms >= bumpMs ? BUMP : HUM;
    }

    private Reading acceleration(Random random, long ms, double strength) {
        return Reading.acceleration(timeNs(ms), axis(random, strength), axis(random, strength), axis(random, strength));
    }

    /** A hum is noise about nothing; a blow goes one way or the other and is never small. */
    private static double axis(Random random, double strength) {
        if (strength <= HUM) {
            return random.nextGaussian() * strength;
        }
        return (random.nextBoolean() ? 1 : -1) * strength * (0.8 + 0.4 * random.nextDouble());
    }

    private Reading location(int number, long ms) {
        return Reading.location(timeNs(ms), 50.1116 + number * 0.001 + ms * 1e-7, 14.3905 + ms * 1e-7);
    }

    private Ride.Crash crash(long crashMs) {
        long firstMs = start.toEpochMilli() + crashMs;
        return new Ride.Crash(firstMs, firstMs + CRASH_MS - STEP_MS);
    }

    private long timeNs(long ms) {
        return (start.toEpochMilli() + ms) * 1_000_000L;
    }
}
