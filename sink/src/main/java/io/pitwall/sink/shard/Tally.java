package io.pitwall.sink.shard;

import io.pitwall.sink.state.Counters;

/** The counters of a running shard. */
final class Tally {

    private long windowed;
    private long late;
    private long rejected;
    private long filtered;

    Tally(Counters start) {
        windowed = start.windowed();
        late = start.late();
        rejected = start.rejected();
        filtered = start.filtered();
    }

    void count(ShardQuery.Fate fate) {
        switch (fate) {
            case WINDOWED -> windowed++;
            case LATE -> late++;
            case FILTERED -> filtered++;
        }
    }

    void countRejected() {
        rejected++;
    }

    Counters counters() {
        return new Counters(windowed, late, rejected, filtered);
    }
}
