package io.pitwall.sink.shard;

import io.pitwall.sink.state.Marker;
import io.pitwall.sink.state.ShardState;
import io.pitwall.sink.state.StateChange;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard as it was left: durable state, the query with its windows, and where both stand.
 *
 * @param leftovers removals of rows that this query cannot use; they go with its first commit
 */
record Restored(ShardState state, ShardQuery query, Marker marker, List<StateChange> leftovers) {

    private static final Logger log = LoggerFactory.getLogger(Restored.class);

    Restored {
        leftovers = List.copyOf(leftovers);
    }

    static Restored load(ShardState state, ShardQuery query, long queryFingerprint) {
        Marker found = state.marker().orElseGet(() -> Marker.initial(state.inputTopicId(), queryFingerprint));
        Marker usable = usable(found, state, queryFingerprint);
        List<StateChange> leftovers = new ArrayList<>();
        if (usable.equals(found)) {
            state.forEachRow(query::restore);
        } else {
            state.forEachRow((key, value) -> leftovers.add(new StateChange(key, null)));
        }
        if (usable.streamTimeMs() != Marker.NO_TIME) {
            query.restoreStreamTime(usable.streamTimeMs());
        }
        return new Restored(state, query, usable, leftovers);
    }

    private static Marker usable(Marker found, ShardState state, long queryFingerprint) {
        if (!found.inputTopicId().equals(state.inputTopicId())) {
            log.warn(
                    "The input topic of {} was deleted and created again; its open windows are dropped, and reading begins"
                            + " at its start",
                    state.id());
            return found.forInput(state.inputTopicId()).forQuery(queryFingerprint);
        }
        if (found.queryFingerprint() != queryFingerprint) {
            log.warn(
                    "The query over {} has changed; its open windows are dropped, and the new query goes on at offset {}",
                    state.id(),
                    found.nextInputOffset());
            return found.forQuery(queryFingerprint);
        }
        return found;
    }
}
