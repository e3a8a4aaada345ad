package io.pitwall.sink.shard;

/**
 * The time, taken once per call of the worker.
 *
 * @param wallMs epoch milliseconds, to compare with timestamps; may jump
 * @param elapsedMs milliseconds of a clock that never jumps, to measure durations with; its zero means nothing
 */
public record Now(long wallMs, long elapsedMs) {

    public static Now read() {
        return new Now(System.currentTimeMillis(), System.nanoTime() / 1_000_000);
    }
}
