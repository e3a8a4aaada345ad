package io.pitwall.source.http.listen.connection;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What became of the connections of one listener. Thread-safe. */
public final class ConnectionCounts {

    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final LongAdder tooSlow = new LongAdder();

    ConnectionCounts() {}

    /** Open now. */
    public int open() {
        return open.get();
    }

    /** Closed as soon as they were accepted, because there were too many. */
    public long refused() {
        return refused.sum();
    }

    /** Closed because the head of a request took too long. */
    public long tooSlow() {
        return tooSlow.sum();
    }

    /** Takes a place among the open ones, unless all are taken. */
    boolean tryOpen(int maxConnections) {
        if (open.incrementAndGet() <= maxConnections) {
            return true;
        }
        open.decrementAndGet();
        refused.increment();
        return false;
    }

    void close() {
        open.decrementAndGet();
    }

    void countTooSlow() {
        tooSlow.increment();
    }
}
