package io.pitwall.sink.shard;

import io.pitwall.sink.state.Marker;
import io.pitwall.sink.state.QueryIdentity;
import io.pitwall.sink.state.ShardState;
import io.pitwall.sink.state.StateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard as it was left: durable state, the query with its windows, and where both stand.
 *
 * @param firstChanges what goes with the first commit: the identity of a query that is new to the state, and the removal of
 *     rows that it cannot use
 */
record Restored(ShardState state, ShardQuery query, Marker marker, List<StateChange> firstChanges) {

    private static final Logger log = LoggerFactory.getLogger(Restored.class);

    Restored {
        firstChanges = List.copyOf(firstChanges);
    }

    /** @throws ConnectException where the state is another query's, and that is to be left to the user */
    static Restored load(ShardState state, ShardScope.Queries queries) {
        QueryIdentity identity = queries.identity();
        ShardQuery query = queries.factory().get();
        Marker found = state.marker().orElseGet(() -> Marker.initial(state.inputTopicId(), identity.fingerprint()));
        if (found.isReset()) {
            throw unfinishedReset(state);
        }
        Marker usable = usable(found, state, queries);
        List<StateChange> firstChanges = new ArrayList<>();
        if (!state.query().equals(Optional.of(identity))) {
            firstChanges.add(identity.toChange());
        }
        query.evictTo(state.localRows());
        query.restoreStreamTime(usable.streamTimeMs());
        if (usable.equals(found)) {
            restoreRows(state, query);
        } else {
            state.forEachRow((key, value) -> firstChanges.add(new StateChange(key, null)));
        }
        query.restored();
        return new Restored(state, query, usable, firstChanges);
    }

    private static void restoreRows(ShardState state, ShardQuery query) {
        Room room = new Room(new TopicPartition(state.id().topic(), state.id().partition()), query, state.memory());
        state.forEachRow(query.rowPrefixes(), (key, value) -> {
            query.restore(key, value);
            if (room.isShort(0)) {
                var unused = room.makeOfSafe(0);
            }
        });
    }

    private static ConnectException unfinishedReset(ShardState state) {
        return new ConnectException("Expected the state of " + state.id() + " in "
                + state.id().changelogTopic()
                + " to be whole, found a request to reset or move it that did not end. Nothing was changed. Stop the"
                + " connector, repeat the request (DELETE or PATCH of its offsets) until it succeeds, and resume.");
    }

    private static Marker usable(Marker found, ShardState state, ShardScope.Queries queries) {
        QueryIdentity identity = queries.identity();
        if (found.queryFingerprint() == identity.fingerprint()) {
            return found;
        }
        return switch (queries.onChange()) {
            case FAIL -> throw changed(found, state, identity);
            case RESET -> {
                log.warn(
                        "The query over {} has changed from [{}] to [{}]; its open windows are dropped, and the new query"
                                + " goes on at offset {}",
                        state.id(),
                        textOf(state),
                        identity.text(),
                        found.nextInputOffset());
                yield found.forQuery(identity.fingerprint());
            }
        };
    }

    private static ConnectException changed(Marker found, ShardState state, QueryIdentity identity) {
        return new ConnectException("The query over " + state.id() + " has changed, and its state means nothing to the"
                + " new one. The state belongs to [" + textOf(state) + "]; the configuration says ["
                + identity.text()
                + "]. Nothing was changed. Put the old query back; or set on.query.change=reset to drop"
                + " the open windows and go on at offset " + found.nextInputOffset()
                + "; or give the connector another name, to begin anew beside this state.");
    }

    private static String textOf(ShardState state) {
        return state.query().map(QueryIdentity::text).orElse("unknown");
    }
}
