package io.pitwall.benchmarks.process;

import java.time.Duration;

/**
 * What a process had used at one moment.
 *
 * @param cpu since its start
 * @param wallNanos of {@link System#nanoTime}
 */
public record CpuMark(Duration cpu, long wallNanos) {

    public static CpuMark now(Duration cpu) {
        return new CpuMark(cpu, System.nanoTime());
    }

    public Span since(CpuMark earlier) {
        return new Span(cpu.minus(earlier.cpu), wallNanos - earlier.wallNanos);
    }

    /** What a process used between two marks. */
    public record Span(Duration cpu, long wallNanos) {

        /** The CPU time, less what the process takes in as long a time when nothing comes. */
        public Duration netOf(Span idle) {
            double idleShare = (double) idle.cpu.toNanos() / idle.wallNanos;
            return cpu.minusNanos((long) (idleShare * wallNanos));
        }
    }
}
