package io.pitwall.benchmarks.process;

import java.time.Duration;

/** CPU time of processes, as the operating system counts it. */
public final class CpuTime {

    private CpuTime() {}

    public static Duration of(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException(
                        "No CPU time of process " + pid + ": it has ended, or this system does not tell."));
    }
}
