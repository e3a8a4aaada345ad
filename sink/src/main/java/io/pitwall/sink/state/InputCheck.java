package io.pitwall.sink.state;

import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.connect.errors.ConnectException;

/** Whether the state of a shard was built from the topic that the shard reads. */
public final class InputCheck {

    private InputCheck() {}

    /**
     * Refuses state of another topic, or of another incarnation of this one.
     *
     * @param topicNames the name of the topic that has an id now
     */
    public static void requireSame(ShardState state, Function<Uuid, Optional<String>> topicNames) {
        state.marker().ifPresent(marker -> requireSame(state.id(), marker, state.inputTopicId(), topicNames));
    }

    static void requireSame(ShardId id, Marker marker, Uuid inputTopicId, Function<Uuid, Optional<String>> topicNames) {
        if (marker.inputTopicId().equals(inputTopicId)) {
            return;
        }
        Optional<String> owner = topicNames.apply(marker.inputTopicId());
        if (owner.isPresent()) {
            throw sharedChangelog(id, owner.get());
        }
        throw new ConnectException("The input topic of " + id + " was deleted and created again: its state in "
                + id.changelogTopic() + " was built from topic id " + marker.inputTopicId() + " up to offset "
                + marker.nextInputOffset() + ", and " + id.topic() + " now has id " + inputTopicId
                + ". Nothing was changed. To begin anew with the new topic, stop the connector, DELETE its offsets, which"
                + " also drops the open windows, and resume; to begin at a place of your choice, PATCH its offsets"
                + " instead.");
    }

    /** Refuses state of a topic that exists beside the one in question. */
    static void requireNoOtherOwner(ShardId id, Marker marker, Function<Uuid, Optional<String>> topicNames) {
        topicNames
                .apply(marker.inputTopicId())
                .filter(owner -> !owner.equals(id.topic()))
                .ifPresent(owner -> {
                    throw sharedChangelog(id, owner);
                });
    }

    private static ConnectException sharedChangelog(ShardId id, String owner) {
        return new ConnectException("The changelog " + id.changelogTopic() + " holds the state of topic " + owner
                + otherConnector(id, owner) + ", and would be that of topic " + id.topic() + " and connector "
                + id.connector() + " too, since both names together come to the same. Nothing was changed. Give one of"
                + " the two connectors another name.");
    }

    private static String otherConnector(ShardId id, String owner) {
        String suffix = new ShardId("", owner, 0).changelogTopic().substring("pitwall-".length());
        String names = id.changelogTopic().substring("pitwall-".length());
        return names.endsWith(suffix) ? " and connector " + names.substring(0, names.length() - suffix.length()) : "";
    }
}
