package io.pitwall.benchmarks.compare;

import java.util.List;

/** Speeds compare only between peers that did the same: as many windows, and the same sums to nine digits. */
final class Agreement {

    private static final double RELATIVE_TOLERANCE = 1e-9;

    private Agreement() {}

    static void check(List<Measurement> measurements) {
        for (Measurement measurement : measurements) {
            long expected = measurement
                    .workload()
                    .windowsClosedBy(measurement.workload().rows());
            measurement
                    .output()
                    .map(Run.Output::windows)
                    .filter(found -> found != expected)
                    .ifPresent(found -> {
                        throw new IllegalStateException(
                                measurement.peer() + " put out " + found + " windows; expected " + expected + ".");
                    });
        }
        double[] totals = measurements.stream()
                .flatMap(measurement -> measurement.output().stream())
                .mapToDouble(Run.Output::totalForce)
                .sorted()
                .toArray();
        if (totals.length > 0) {
            double least = totals[0];
            double greatest = totals[totals.length - 1];
            if (greatest - least > RELATIVE_TOLERANCE * greatest) {
                throw new IllegalStateException(
                        "The peers' windows add up to different totals, from " + least + " to " + greatest + ".");
            }
        }
    }
}
