package io.pitwall.benchmarks.compare;

import java.time.Duration;

/** Lets one peer do its job on one workload, and measures it. */
final class Trial {

    private Trial() {}

    /** @param rest how long the peer is watched after its job, to tell what it uses when nothing comes */
    static Measurement of(Peer peer, Workload workload, String inputTopic, Duration rest) throws InterruptedException {
        try (Run run = peer.start(workload, inputTopic)) {
            Mark started = Mark.now(run);
            run.begin();
            run.awaitRows(workload.rows() / 2);
            Mark half = Mark.now(run);
            run.awaitRows(workload.rows());
            Mark done = Mark.now(run);
            Thread.sleep(rest.toMillis());
            Mark rested = Mark.now(run);

            Span idle = rested.since(done);
            return new Measurement(
                    peer.name(),
                    workload,
                    half.since(started).cpu(),
                    done.since(half).netOf(idle),
                    run.output());
        }
    }

    private record Mark(Duration cpu, long wallNanos) {

        static Mark now(Run run) {
            return new Mark(run.cpuTime(), System.nanoTime());
        }

        Span since(Mark earlier) {
            return new Span(cpu.minus(earlier.cpu), wallNanos - earlier.wallNanos);
        }
    }

    private record Span(Duration cpu, long wallNanos) {

        Duration netOf(Span idle) {
            double idleShare = (double) idle.cpu.toNanos() / idle.wallNanos;
            return cpu.minusNanos((long) (idleShare * wallNanos));
        }
    }
}
