package io.pitwall.benchmarks.gateway;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * When each request of a load is due.
 *
 * @param perSecond 0: as soon as somebody asks
 */
record Pace(long startNanos, double perSecond) {

    static Pace fromNow(double perSecond) {
        return new Pace(System.nanoTime(), perSecond);
    }

    /**
     * Waits until a request is due, and returns when that was. Who comes late, for the answers before were slow, finds
     * the time it was due, not the time it came: that wait is part of the latency.
     */
    long awaitDue(long request) {
        if (perSecond == 0) {
            return System.nanoTime();
        }
        long dueNanos = startNanos + (long) (request * (TimeUnit.SECONDS.toNanos(1) / perSecond));
        long leftNanos = dueNanos - System.nanoTime();
        while (leftNanos > 0) {
            LockSupport.parkNanos(leftNanos);
            leftNanos = dueNanos - System.nanoTime();
        }
        return dueNanos;
    }
}
