package io.pitwall.sink.shard;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the shards of a task share.
 *
 * @param queries makes the query of one shard, without state
 * @param queryFingerprint changes when the state rows of one configuration mean nothing to another
 * @param background runs what blocks
 */
public record ShardScope(
        StateOpener states,
        Supplier<? extends ShardQuery> queries,
        long queryFingerprint,
        DrainProbe drainProbe,
        Rejections rejections,
        LateRows lateRows,
        Limits limits,
        Executor background) {

    /**
     * When a shard acts.
     *
     * @param commitIntervalMs how long results wait for their commit at most
     * @param idleTimeoutMs how long a shard is quiet before the wall clock moves its stream time; negative for never
     * @param maxOutboxBytes results beyond it are committed at once
     */
    public record Limits(long commitIntervalMs, long idleTimeoutMs, long maxOutboxBytes) {}
}
