package io.pitwall.benchmarks.compare;

import java.time.Duration;
import java.util.Optional;

/**
 * What one peer did with one workload.
 *
 * @param coldCpu CPU time of the first half of the rows, from the start of the job: connecting and compiling included
 * @param steadyCpu CPU time of the second half, net of what the process uses in the same time when nothing comes
 */
record Measurement(String peer, Workload workload, Duration coldCpu, Duration steadyCpu, Optional<Run.Output> output) {

    double coldRowsPerCpuSecond() {
        return rowsPerSecond(workload.rows() / 2, coldCpu);
    }

    double steadyRowsPerCpuSecond() {
        return rowsPerSecond(workload.rows() - workload.rows() / 2, steadyCpu);
    }

    Optional<Double> changelogRecordsPerRow() {
        return output.map(o -> (double) o.changelogRecords() / workload.rows());
    }

    private static double rowsPerSecond(long rows, Duration cpu) {
        return rows * 1e9 / cpu.toNanos();
    }
}
