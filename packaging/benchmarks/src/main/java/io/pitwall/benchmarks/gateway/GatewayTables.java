package io.pitwall.benchmarks.gateway;

import java.util.List;
import java.util.Locale;

/** The results as Markdown tables. */
final class GatewayTables {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MS = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private GatewayTables() {}

    /** @param bare the first so many, whose costs together are 1 */
    static String requests(List<Measurement> measurements, int bare) {
        double floor = measurements.subList(0, bare).stream()
                .mapToDouble(Measurement::cpuNanosPerRow)
                .sum();
        StringBuilder table = new StringBuilder(
                """
                | requests of one reading, 1 KiB | CPU µs per request | times bare handler and producer together | requests per second |
                |---|---:|---:|---:|
                """);
        for (Measurement measurement : measurements) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.2f | %,.0f |%n",
                    measurement.peer(),
                    measurement.cpuNanosPerRow() / NANOS_PER_MICRO,
                    measurement.cpuNanosPerRow() / floor,
                    measurement.rowsPerSecond()));
        }
        return table.toString();
    }

    /** The first is the bare producer. */
    static String batches(List<Measurement> measurements) {
        double floor = measurements.get(0).cpuNanosPerRow();
        StringBuilder table = new StringBuilder(
                """
                | requests of 100 rows | rows per CPU-second | of the bare producer's | rows per second |
                |---|---:|---:|---:|
                """);
        for (Measurement measurement : measurements) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %.0f %% | %,.0f |%n",
                    measurement.peer(),
                    NANOS_PER_SECOND / measurement.cpuNanosPerRow(),
                    100 * floor / measurement.cpuNanosPerRow(),
                    measurement.rowsPerSecond()));
        }
        return table.toString();
    }

    /** The first is the bare producer. */
    static String latencies(List<Measurement> measurements, double requestsPerSecond) {
        double floor = measurements.get(0).latency().p99Nanos();
        StringBuilder table = new StringBuilder(
                """
                | time to acknowledgement at %,.0f requests per second | p50 | p99 | p99, times the bare producer's |
                |---|---:|---:|---:|
                """
                        .formatted(requestsPerSecond));
        for (Measurement measurement : measurements) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f ms | %.1f ms | %.2f |%n",
                    measurement.peer(),
                    measurement.latency().medianNanos() / NANOS_PER_MS,
                    measurement.latency().p99Nanos() / NANOS_PER_MS,
                    measurement.latency().p99Nanos() / floor));
        }
        return table.toString();
    }
}
