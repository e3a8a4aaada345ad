package io.pitwall.source.http.admit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests per second of one client, with one second's worth at once after a pause. Thread-safe, without locks.
 *
 * <p>The generic cell rate algorithm: instead of tokens, which someone would have to refill, it keeps the time until which
 * the requests so far are paid for. Each request pays for {@code nanosPerRequest} more, and may be early by all the others of
 * a full second.
 *
 * <pre>
 *              now                         paid until
 *   ────────────┼───────────────────────────────┼─────────►
 *               └──── at most nanosEarly ───────┘   or the next request waits for what is beyond
 * </pre>
 */
final class TokenBucket {

    private static final double NANOS_PER_SECOND = 1e9;

    /** How many requests, and how many at once, become times; shared by the buckets of all clients. */
    record Rate(long nanosPerRequest, long nanosEarly) {

        /** @param requestsPerSecond 0: any number */
        static Rate of(double requestsPerSecond) {
            if (requestsPerSecond == 0) {
                // Early as it likes: with several threads, now may be before the time another has paid until.
                return new Rate(0, Long.MAX_VALUE);
            }
            long nanosPerRequest = Math.max(1, Math.round(NANOS_PER_SECOND / requestsPerSecond));
            long atOnce = Math.max(1, (long) requestsPerSecond);
            return new Rate(nanosPerRequest, (atOnce - 1) * nanosPerRequest);
        }
    }

    private final Rate rate;
    private final AtomicLong paidUntilNanos = new AtomicLong(Long.MIN_VALUE);

    TokenBucket(Rate rate) {
        this.rate = rate;
    }

    /** Lets a request through and returns 0, or returns after how many nanoseconds one would be let through. */
    long take(long nowNanos) {
        while (true) {
            long paid = paidUntilNanos.get();
            long from = Math.max(paid, nowNanos);
            long tooEarly = from - nowNanos - rate.nanosEarly();
            if (tooEarly > 0) {
                return tooEarly;
            }
            if (paidUntilNanos.compareAndSet(paid, from + rate.nanosPerRequest())) {
                return 0;
            }
        }
    }

    /** Whether a new bucket in its place would make no difference. */
    boolean isFull(long nowNanos) {
        return paidUntilNanos.get() <= nowNanos;
    }
}
