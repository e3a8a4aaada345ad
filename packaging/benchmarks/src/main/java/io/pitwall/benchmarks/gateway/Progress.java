package io.pitwall.benchmarks.gateway;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is acknowledged, says so on standard output when it is the half and when it is all, and keeps how long the
 * second half took. Thread-safe.
 */
final class Progress {

    static final String READY = "ready";
    static final String HALF = "half";

    private final long[] measuredNanos;
    private final int firstMeasured;
    private final AtomicLong acknowledged = new AtomicLong();
    private final CountDownLatch done = new CountDownLatch(1);

    Progress(long total) {
        firstMeasured = Math.toIntExact(total / 2);
        measuredNanos = new long[Math.toIntExact(total) - firstMeasured];
    }

    /** @param item each from 0 to the total, once, in any order */
    void acknowledge(long item, long durationNanos) {
        if (item >= firstMeasured) {
            measuredNanos[(int) (item - firstMeasured)] = durationNanos;
        }
        long count = acknowledged.incrementAndGet();
        if (count == firstMeasured) {
            System.out.println(HALF);
        }
        if (count == firstMeasured + measuredNanos.length) {
            done.countDown();
        }
    }

    void awaitAll() throws InterruptedException {
        done.await();
    }

    Latency latency() {
        long[] sorted = measuredNanos.clone();
        Arrays.sort(sorted);
        return new Latency(at(sorted, 0.5), at(sorted, 0.99));
    }

    private static long at(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
