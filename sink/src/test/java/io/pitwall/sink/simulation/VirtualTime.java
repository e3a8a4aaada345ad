package io.pitwall.sink.simulation;

import io.pitwall.sink.shard.Now;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** A clock that stands still until somebody waits. */
final class VirtualTime implements Time {

    static final long START_MS = 1_700_000_000_000L;
    private static final long NANOS_PER_MS = 1_000_000;

    private long nowMs = START_MS;

    @Override
    public long milliseconds() {
        return nowMs;
    }

    @Override
    public long nanoseconds() {
        return (nowMs - START_MS) * NANOS_PER_MS;
    }

    @Override
    public void sleep(long ms) {
        nowMs += ms;
    }

    Now now() {
        return new Now(nowMs, nowMs - START_MS);
    }

    @Override
    public void waitObject(Object monitor, Supplier<Boolean> condition, long deadlineMs) {
        throw new UnsupportedOperationException("One thread would wait for itself");
    }
}
