package io.pitwall.benchmarks.gateway;

import io.pitwall.benchmarks.process.JobProcess;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A started {@link Peer}.
 *
 * @param driver the program that sends the load, in the peer's process or another one
 * @param cpuTime of the peer's process since its start, user and system, in steps of 10 ms
 * @param stop ends everything that was started
 */
record Run(JobProcess driver, Supplier<Duration> cpuTime, Runnable stop) implements AutoCloseable {

    @Override
    public void close() {
        stop.run();
    }
}
