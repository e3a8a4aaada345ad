package io.pitwall.sink.metrics;

import io.pitwall.sink.shard.CommitHistory;
import io.pitwall.sink.shard.CommitHistory.Latency;
import io.pitwall.sink.shard.LastCommit;
import io.pitwall.sink.shard.ShardMemory;
import io.pitwall.sink.shard.ShardStatus;
import io.pitwall.sink.shard.ShardStatus.Activity;
import io.pitwall.sink.shard.StateSize;
import io.pitwall.sink.state.Counters;
import io.pitwall.sink.state.RestoreProgress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Shards as they may be found. */
final class Statuses {

    /** Every number in it is another one. */
    static final ShardStatus HELD = new ShardStatus(
            Activity.HELD,
            "commit aborted: TimeoutException",
            2,
            Optional.of(new LastCommit(
                    21,
                    OptionalLong.of(22_000),
                    new Counters(1, 2, 3, Map.of(1, 4L, 2, 5L, 3, 6L, 4, 7L, 5, 8L, 6, 9L), 11, 12, 13, 14),
                    Map.of("x", 5L, "y", 2L),
                    Map.of("z", 30L))),
            new CommitHistory(
                    31, 32, 33, new Latency(34, 35, 36, OptionalLong.of(37), OptionalLong.of(38), OptionalLong.of(39))),
            new StateSize(41, 42, 43, new ShardMemory(44, 45, 46, 47)),
            new RestoreProgress(51, 52, 0.25, 53),
            54,
            22_100);

    /** Before its first restore ended. */
    static final ShardStatus NEW = new ShardStatus(
            Activity.RESTORING,
            "",
            0,
            Optional.empty(),
            new CommitHistory(
                    0, 0, 0, new Latency(0, 0, 0, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty())),
            new StateSize(0, 0, 0, new ShardMemory(0, 0, 0, 0)),
            RestoreProgress.NONE,
            0,
            22_000);

    private Statuses() {}

    /** Running, after so many rows of each fate, and as many commits. */
    static ShardStatus after(long rows) {
        Counters counters = new Counters(rows, rows, rows, Map.of(2, rows), 0, 0, 0, 0);
        return new ShardStatus(
                Activity.RUNNING,
                "",
                0,
                Optional.of(new LastCommit(rows, OptionalLong.empty(), counters, Map.of(), Map.of())),
                NEW.commits(),
                NEW.state(),
                NEW.restore(),
                NEW.damagedDirectories(),
                22_000);
    }
}
