package io.pitwall.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The measurements of a comparison as a Markdown table, each beside the baseline's on the same workload. */
final class ComparisonTable {

    private static final String HEAD =
            """
            | system | keys | rows per CPU-second, first half | second half | second half, times %s | windows | changelog records per row |
            |---|---:|---:|---:|---:|---:|---:|
            """;

    private final String baseline;
    private final List<Measurement> measurements;

    /** @param baseline the name of the peer whose speed is 1 */
    ComparisonTable(String baseline, List<Measurement> measurements) {
        this.baseline = baseline;
        this.measurements = List.copyOf(measurements);
    }

    String markdown() {
        StringBuilder table = new StringBuilder(HEAD.formatted(baseline));
        measurements.forEach(measurement -> table.append(line(measurement)));
        return table.toString();
    }

    private String line(Measurement measurement) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,.0f | %,.0f | %s | %s | %s |%n",
                measurement.peer(),
                measurement.workload().keys(),
                measurement.coldRowsPerCpuSecond(),
                measurement.steadyRowsPerCpuSecond(),
                cell("%.1f", ratio(measurement)),
                cell("%,d", measurement.output().map(Run.Output::windows)),
                cell("%.3f", measurement.changelogRecordsPerRow()));
    }

    private Optional<Double> ratio(Measurement measurement) {
        return measurements.stream()
                .filter(other -> other.peer().equals(baseline))
                .filter(other -> other.workload().equals(measurement.workload()))
                .findFirst()
                .map(other -> measurement.steadyRowsPerCpuSecond() / other.steadyRowsPerCpuSecond());
    }

    private static String cell(String format, Optional<? extends Number> number) {
        return number.map(n -> String.format(Locale.ROOT, format, n)).orElse("");
    }
}
