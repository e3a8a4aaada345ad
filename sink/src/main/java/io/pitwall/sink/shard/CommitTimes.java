package io.pitwall.sink.shard;

import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Takes the time of commits. On the task's thread, but for {@link #latency}. */
final class CommitTimes {

    /** So many of the latest commits the percentiles are taken from: some minutes of them. */
    static final int KEPT = 1_000;

    private static final long NOT_BEGUN = Long.MIN_VALUE;

    private final long[] latestMs = new long[KEPT];
    private long count;
    private long totalMs;
    private long maxMs;
    private long begunAtMs = NOT_BEGUN;
    /** Of all commits so far; null once there is another. */
    private CommitHistory.@Nullable Latency latency;

    /** An attempt begins, the first or a further one. */
    void begin(long elapsedMs) {
        if (begunAtMs == NOT_BEGUN) {
            begunAtMs = elapsedMs;
        }
    }

    /** There will be no further attempt. */
    void giveUp() {
        begunAtMs = NOT_BEGUN;
    }

    synchronized void committed(long elapsedMs) {
        long tookMs = elapsedMs - begunAtMs;
        begunAtMs = NOT_BEGUN;
        latestMs[(int) (count % KEPT)] = tookMs;
        count++;
        totalMs += tookMs;
        maxMs = Math.max(maxMs, tookMs);
        latency = null;
    }

    /** By any thread. Sorted when asked, and once per commit: nobody may ever ask. */
    synchronized CommitHistory.Latency latency() {
        CommitHistory.Latency known = latency;
        if (known == null) {
            long[] sorted = Arrays.copyOf(latestMs, (int) Math.min(count, KEPT));
            Arrays.sort(sorted);
            known = new CommitHistory.Latency(
                    count, totalMs, maxMs, percentile(sorted, 50), percentile(sorted, 95), percentile(sorted, 99));
            latency = known;
        }
        return known;
    }

    /** The least of the values that so many percent of them do not exceed. */
    private static OptionalLong percentile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return OptionalLong.empty();
        }
        int rank = (sorted.length * percent + 99) / 100;
        return OptionalLong.of(sorted[rank - 1]);
    }
}
