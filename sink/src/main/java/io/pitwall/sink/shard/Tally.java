package io.pitwall.sink.shard;

import io.pitwall.sink.state.Counters;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what a running shard does, on top of what its last commit says. A commit that is aborted is tried again with what
 * is counted here already, so nothing is ever taken back; after one that is lost, another tally begins at the changelog.
 */
final class Tally {

    private long windowed;
    private long late;
    private long filtered;
    private final Map<Integer, Long> rejected;
    private long emitted;
    private long alerts;
    private long expired;
    private long updates;
    private final ColumnCounts rejectedByColumn = new ColumnCounts();
    private final ColumnCounts nullByColumn = new ColumnCounts();

    Tally(Counters start) {
        windowed = start.windowed();
        late = start.late();
        filtered = start.filtered();
        rejected = new TreeMap<>(start.rejected());
        emitted = start.emitted();
        alerts = start.alerts();
        expired = start.expired();
        updates = start.updates();
    }

    void count(ShardQuery.Fate fate) {
        switch (fate) {
            case WINDOWED -> windowed++;
            case LATE -> late++;
            case FILTERED -> filtered++;
            case AWAITED -> throw new IllegalArgumentException("A row that comes again is not counted yet");
        }
    }

    void countRejected(RejectedRowException rejection) {
        rejected.merge(rejection.reason().number(), 1L, Long::sum);
        rejection.column().ifPresent(rejectedByColumn::count);
    }

    void countNull(String column) {
        nullByColumn.count(column);
    }

    void countEmitted() {
        emitted++;
    }

    void countAlert() {
        alerts++;
    }

    void countExpired(long keys) {
        expired += keys;
    }

    long nextUpdate() {
        return ++updates;
    }

    long latestUpdate() {
        return updates;
    }

    Counters counters() {
        return new Counters(windowed, late, filtered, rejected, emitted, alerts, expired, updates);
    }

    Map<String, Long> rejectedByColumn() {
        return rejectedByColumn.snapshot();
    }

    Map<String, Long> nullByColumn() {
        return nullByColumn.snapshot();
    }
}
