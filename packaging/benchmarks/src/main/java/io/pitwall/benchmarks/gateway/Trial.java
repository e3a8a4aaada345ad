package io.pitwall.benchmarks.gateway;

import io.pitwall.benchmarks.process.CpuMark;
import java.time.Duration;

/** Lets one peer take one load, and measures it. */
final class Trial {

    private Trial() {}

    /** @param rest how long the peer is left alone after the load, and then watched, to tell what it uses when nothing comes */
    static Measurement of(Peer peer, Load load, String topic, Duration rest) throws InterruptedException {
        try (Run run = peer.start(load, topic)) {
            run.driver().proceed();
            run.driver().awaitLine(Progress.HALF);
            CpuMark half = CpuMark.now(run.cpuTime().get());
            Latency latency = Latency.parse(run.driver().nextLine());
            CpuMark done = CpuMark.now(run.cpuTime().get());
            // What the compiler still has to do belongs to the load no more, and to the rest not yet.
            Thread.sleep(rest.toMillis());
            CpuMark settled = CpuMark.now(run.cpuTime().get());
            Thread.sleep(rest.toMillis());
            CpuMark rested = CpuMark.now(run.cpuTime().get());

            CpuMark.Span loaded = done.since(half);
            Duration cpu = loaded.netOf(rested.since(settled));
            double rows = load.rows() - load.rows() / 2;
            return new Measurement(peer.name(), cpu.toNanos() / rows, rows * 1e9 / loaded.wallNanos(), latency);
        }
    }
}
