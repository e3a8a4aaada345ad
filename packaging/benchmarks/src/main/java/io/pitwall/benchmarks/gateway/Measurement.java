package io.pitwall.benchmarks.gateway;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What one peer did with the second half of a load.
 *
 * @param cpuNanosPerRow net of what the process uses in the same time when nothing comes
 * @param rowsPerSecond of wall time, which says as much about the machine
 */
record Measurement(String peer, double cpuNanosPerRow, double rowsPerSecond, Latency latency) {

    String summary() {
        return String.format(
                Locale.ROOT,
                "%.2f µs CPU per row, %,.0f rows/s, p50 %.1f ms, p99 %.1f ms",
                cpuNanosPerRow / 1e3,
                rowsPerSecond,
                latency.medianNanos() / 1e6,
                latency.p99Nanos() / 1e6);
    }

    /** The median of each figure over several rounds of one peer. */
    static Measurement median(List<Measurement> rounds) {
        return new Measurement(
                rounds.get(0).peer(),
                median(rounds, Measurement::cpuNanosPerRow),
                median(rounds, Measurement::rowsPerSecond),
                new Latency((long) median(rounds, round -> round.latency().medianNanos()), (long)
                        median(rounds, round -> round.latency().p99Nanos())));
    }

    /** Of an even number the greater one in the middle. */
    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
