package io.pitwall.sink.shard;

import java.util.OptionalLong;

/**
 * The commits of a shard since it was opened on this worker.
 *
 * @param aborted attempts that were taken back and tried again
 * @param fences how often another owner, or what the broker took for one, ended the right to commit or to open
 * @param dirtyRows the state rows that the latest attempt had to write
 * @param latency of those that were committed
 */
public record CommitHistory(long aborted, long fences, long dirtyRows, Latency latency) {

    /**
     * How long commits took, from the beginning of the first attempt until the broker had committed the last.
     *
     * @param count how many commits
     * @param p50Ms of the latest {@link CommitTimes#KEPT} commits; empty before the first
     * @param p95Ms the same
     * @param p99Ms the same
     */
    public record Latency(
            long count, long totalMs, long maxMs, OptionalLong p50Ms, OptionalLong p95Ms, OptionalLong p99Ms) {}
}
