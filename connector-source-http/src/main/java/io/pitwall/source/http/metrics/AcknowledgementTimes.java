package io.pitwall.source.http.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * How long acknowledgements took, counted in buckets. Thread-safe.
 *
 * <pre>
 *   bucket   0       1       2            13               14
 *   ms     [0, 1]  (1, 2]  (2, 5]  …  (10000, 30000]  (30000, ∞)
 * </pre>
 *
 * <p>A percentile is taken as if the times of a bucket were spread evenly over it: its error is at most the width of the
 * bucket. In the last one, which has no width, it is the lower bound.
 */
final class AcknowledgementTimes {

    private static final List<Long> MAX_MS =
            List.of(1L, 2L, 5L, 10L, 20L, 50L, 100L, 200L, 500L, 1_000L, 2_000L, 5_000L, 10_000L, 30_000L);

    /** As monitoring systems write the bound of the last bucket. */
    private static final String UNBOUNDED = "+Inf";

    private static final long NANOS_PER_MS = 1_000_000;

    private final List<LongAdder> buckets =
            Stream.generate(LongAdder::new).limit(MAX_MS.size() + 1L).toList();
    private final LongAdder totalNanos = new LongAdder();

    void add(long nanos) {
        totalNanos.add(nanos);
        buckets.get(bucketOf(nanos)).increment();
    }

    private static int bucketOf(long nanos) {
        int bucket = 0;
        while (bucket < MAX_MS.size() && nanos > MAX_MS.get(bucket) * NANOS_PER_MS) {
            bucket++;
        }
        return bucket;
    }

    long count() {
        return buckets.stream().mapToLong(LongAdder::sum).sum();
    }

    long totalMs() {
        return totalNanos.sum() / NANOS_PER_MS;
    }

    /** How many took at most so many milliseconds, by that number. */
    Map<String, Long> countsByMaxMs() {
        List<Long> cumulative = cumulative();
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int bucket = 0; bucket < cumulative.size(); bucket++) {
            counts.put(bucket < MAX_MS.size() ? MAX_MS.get(bucket).toString() : UNBOUNDED, cumulative.get(bucket));
        }
        return counts;
    }

    /**
     * The milliseconds that a share of all acknowledgements took at most; empty before the first.
     *
     * @param share in (0, 1]
     */
    OptionalDouble percentileMs(double share) {
        List<Long> cumulative = cumulative();
        double rank = share * cumulative.get(MAX_MS.size());
        if (rank == 0) {
            return OptionalDouble.empty();
        }
        int bucket = 0;
        while (bucket < MAX_MS.size() && cumulative.get(bucket) < rank) {
            bucket++;
        }
        double lowerMs = bucket == 0 ? 0 : MAX_MS.get(bucket - 1);
        if (bucket == MAX_MS.size()) {
            return OptionalDouble.of(lowerMs);
        }
        long below = bucket == 0 ? 0 : cumulative.get(bucket - 1);
        double part = (rank - below) / (cumulative.get(bucket) - below);
        return OptionalDouble.of(lowerMs + part * (MAX_MS.get(bucket) - lowerMs));
    }

    private List<Long> cumulative() {
        List<Long> cumulative = new ArrayList<>(buckets.size());
        long sum = 0;
        for (LongAdder bucket : buckets) {
            sum += bucket.sum();
            cumulative.add(sum);
        }
        return cumulative;
    }
}
