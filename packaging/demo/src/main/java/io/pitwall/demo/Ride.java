package io.pitwall.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything one phone will say, by ascending time, and when it crashes meanwhile. Whether the crashes are known is a
 * matter of its own: an unlabelled recording has none to offer but may well hold one.
 */
record Ride(String phone, List<Reading> readings, List<Crash> crashes, boolean crashesAreKnown) {

    Ride {
        readings = List.copyOf(readings);
        crashes = List.copyOf(crashes);
        if (readings.stream().noneMatch(Reading::isAcceleration)) {
            throw new DemoException("The ride of " + phone + " holds no reading of an accelerometer.");
        }
    }

    /** A time during which the phone crashes, both ends included, epoch milliseconds. */
    record Crash(long firstMs, long lastMs) {
        /** Whether a window that ends then can hold a part of the crash. */
        boolean mayBeIn(long windowStartMs, long windowEndMsExclusive) {
            return windowStartMs <= lastMs && firstMs < windowEndMsExclusive;
        }
    }

    long startNs() {
        return readings.get(0).timeNs();
    }

    long endNs() {
        return readings.get(readings.size() - 1).timeNs();
    }

    long lastAccelerationMs() {
        return readings.stream()
                .filter(Reading::isAcceleration)
                .mapToLong(Reading::timeMs)
                .max()
                .orElseThrow();
    }

    /** The readings cut into the messages a phone sends: one for each span of event time that holds any. */
    List<List<Reading>> batches(long spanNs) {
        List<List<Reading>> batches = new ArrayList<>();
        List<Reading> batch = new ArrayList<>();
        long span = 0;
        for (Reading reading : readings) {
            long spanOfReading = (reading.timeNs() - startNs()) / spanNs;
            if (spanOfReading != span && !batch.isEmpty()) {
                batches.add(List.copyOf(batch));
                batch.clear();
            }
            span = spanOfReading;
            batch.add(reading);
        }
        batches.add(List.copyOf(batch));
        return batches;
    }
}
