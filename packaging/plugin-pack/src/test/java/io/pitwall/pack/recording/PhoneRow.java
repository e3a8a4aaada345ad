package io.pitwall.pack.recording;

import java.util.Optional;

/**
 * One row of the phone recording: an acceleration or a location.
 *
 * @param timeNs epoch nanoseconds, in steps of 100 ns
 * @param isCrash whether whoever recorded it labelled it a crash; location rows have no label
 */
record PhoneRow(long timeNs, Optional<Acceleration> acceleration, Optional<Location> location, boolean isCrash) {

    record Location(double latitude, double longitude) {}

    static PhoneRow at(long timeNs, Acceleration acceleration) {
        return new PhoneRow(timeNs, Optional.of(acceleration), Optional.empty(), false);
    }

    long timeMs() {
        return Math.floorDiv(timeNs, 1_000_000);
    }
}
