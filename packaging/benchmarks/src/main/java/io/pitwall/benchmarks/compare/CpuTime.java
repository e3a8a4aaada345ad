package io.pitwall.benchmarks.compare;

import java.time.Duration;

/** CPU time of processes, as the operating system counts it. */
final class CpuTime {

    private CpuTime() {}

    static Duration of(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException(
                        "No CPU time of process " + process.pid() + ": it has ended, or this system does not tell."));
    }
}
