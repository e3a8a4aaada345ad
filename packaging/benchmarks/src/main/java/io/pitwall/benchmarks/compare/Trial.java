package io.pitwall.benchmarks.compare;

import io.pitwall.benchmarks.process.CpuMark;
import java.time.Duration;

/** Lets one peer do its job on one workload, and measures it. */
final class Trial {

    private Trial() {}

    /** @param rest how long the peer is watched after its job, to tell what it uses when nothing comes */
    static Measurement of(Peer peer, Workload workload, String inputTopic, Duration rest) throws InterruptedException {
        try (Run run = peer.start(workload, inputTopic)) {
            CpuMark started = CpuMark.now(run.cpuTime());
            run.begin();
            run.awaitRows(workload.rows() / 2);
            CpuMark half = CpuMark.now(run.cpuTime());
            run.awaitRows(workload.rows());
            CpuMark done = CpuMark.now(run.cpuTime());
            Thread.sleep(rest.toMillis());
            CpuMark rested = CpuMark.now(run.cpuTime());

            CpuMark.Span idle = rested.since(done);
            return new Measurement(
                    peer.name(),
                    workload,
                    half.since(started).cpu(),
                    done.since(half).netOf(idle),
                    run.output());
        }
    }
}
