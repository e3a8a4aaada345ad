package io.pitwall.benchmarks.commit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Durations of one kind of thing. Safe for use by several threads. */
final class Latencies {

    private static final double NANOS_PER_MS = 1e6;

    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

    void add(long durationNanos) {
        nanos.add(durationNanos);
    }

    int count() {
        return nanos.size();
    }

    /** Count, median, 99th percentile and greatest. */
    String summary() {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.isEmpty()
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "%,d times, p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                        sorted.size(),
                        msAt(sorted, 0.5),
                        msAt(sorted, 0.99),
                        msAt(sorted, 1));
    }

    private static double msAt(List<Long> sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(0, rank - 1)) / NANOS_PER_MS;
    }
}
