package io.pitwall.benchmarks.compare;

import java.time.Duration;

/** CPU time of processes, as the operating system counts it. */
final class CpuTime {

    private CpuTime() {}

    static Duration of(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException(
                        "No CPU time of process " + pid + ": it has ended, or this system does not tell."));
    }
}
