package io.pitwall.sink.shard;

import io.pitwall.sink.state.QueryIdentity;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the shards of a task share.
 *
 * @param restores runs the opening of shards, which may take long
 * @param background runs what blocks otherwise
 */
public record ShardScope(
        StateOpener states,
        Queries queries,
        DrainProbe drainProbe,
        TopicLooks topicLooks,
        Rejections rejections,
        LateRows lateRows,
        ShardGauges gauges,
        Limits limits,
        Supplier<Now> clock,
        Executor restores,
        Executor background) {

    /**
     * Where the query of a shard comes from.
     *
     * @param factory makes it, without state
     * @param identity whose the state is that it will have
     */
    public record Queries(Supplier<? extends ShardQuery> factory, QueryIdentity identity, OnQueryChange onChange) {}

    /**
     * When a shard acts.
     *
     * @param commitIntervalMs how long results wait for their commit at most
     * @param idleTimeoutMs how long a shard is quiet before the wall clock moves its stream time; negative for never
     * @param updateIntervalMs how often open windows that have changed are given out; negative for never
     * @param maxOutboxBytes results beyond it are committed at once
     */
    public record Limits(long commitIntervalMs, long idleTimeoutMs, long updateIntervalMs, long maxOutboxBytes) {}
}
