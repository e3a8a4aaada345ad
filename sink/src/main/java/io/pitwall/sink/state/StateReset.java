package io.pitwall.sink.state;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves and resets the state of a stopped connector. Each shard changes at once or, where it is large, in a way that can be
 * told from a whole one; a request that failed between two shards, or amid one, is completed by repeating it.
 */
public final class StateReset implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StateReset.class);

    private final Settings settings;
    private final Clients clients;
    private final Topics topics;

    /**
     * Whose state it is.
     *
     * @param query what state that is moved is for
     * @param reads whether the connector reads a topic
     */
    public record Settings(String connector, QueryIdentity query, RowVersions rowVersions, Predicate<String> reads) {}

    public StateReset(Settings settings, Clients clients) {
        this.settings = settings;
        this.clients = clients;
        topics = new Topics(clients.admin("pitwall-" + settings.connector() + "-reset"));
    }

    /** Every shard that there can be a state of. */
    public Set<TopicPartition> shardsOf(Collection<String> inputTopics) {
        Set<TopicPartition> shards = new HashSet<>();
        for (String input : inputTopics) {
            topics.find(new ShardId(settings.connector(), input, 0).changelogTopic())
                    .ifPresent(changelog -> {
                        for (int partition = 0; partition < changelog.partitionCount(); partition++) {
                            shards.add(new TopicPartition(input, partition));
                        }
                    });
        }
        return shards;
    }

    /** The topics that the connector reads now. */
    public Set<String> inputTopics() {
        return topics.names(settings.reads());
    }

    /** What a group has committed; nothing if that may not be known. */
    public Set<TopicPartition> committedBy(String group) {
        return topics.committedBy(group);
    }

    /**
     * Gives each shard its new place.
     *
     * @param places the offset to go on at; empty to leave no state at all
     * @throws ConnectException before anything has changed for a place that there is not, else when a shard could not be
     *     changed
     */
    public void apply(Map<TopicPartition, OptionalLong> places) {
        places.forEach((partition, place) ->
                place.ifPresent(offset -> explaining(partition, () -> requirePlace(partition, offset))));
        places.forEach((partition, place) -> explaining(partition, () -> apply(shard(partition), place)));
    }

    private ShardId shard(TopicPartition partition) {
        return new ShardId(settings.connector(), partition.topic(), partition.partition());
    }

    private void explaining(TopicPartition partition, Runnable step) {
        ShardId id = shard(partition);
        try {
            step.run();
        } catch (ConnectException e) {
            throw e;
        } catch (AuthorizationException e) {
            throw new ConnectException(
                    "Not allowed to change the state of " + id
                            + ": grant the principal of the kafka.* settings Read and"
                            + " Write on " + id.changelogTopic() + ", Read on " + id.topic()
                            + " and Write on the transactional id " + id.transactionalId()
                            + ", then repeat the request",
                    e);
        } catch (KafkaException e) {
            throw new ConnectException(
                    "The state of " + id + " could not be changed: " + e.getMessage()
                            + ". Repeat the request; until it succeeds, do not resume the connector.",
                    e);
        }
    }

    private void requirePlace(TopicPartition partition, long offset) {
        if (!settings.reads().test(partition.topic())) {
            throw new ConnectException("Expected partitions of the topics that connector " + settings.connector()
                    + " reads, found " + partition + ". Name another topic, or change topics first.");
        }
        int count = topics.find(partition.topic())
                .map(Topics.Topic::partitionCount)
                .orElseThrow(() -> new ConnectException("Expected partitions of topics that exist, found " + partition
                        + ". Create the topic first, or name another."));
        if (partition.partition() < 0 || partition.partition() >= count) {
            throw new ConnectException("Expected a partition of " + partition.topic() + " between 0 and " + (count - 1)
                    + ", found " + partition.partition() + ".");
        }
        Changelog.OffsetRange offsets = new InputLogs(clients, settings.connector()).offsets(partition);
        if (!offsets.contains(offset)) {
            throw new ConnectException("Expected an offset of " + partition + " between " + offsets.start() + " and "
                    + offsets.end() + ", found " + offset + ". Nothing was changed.");
        }
    }

    private void apply(ShardId id, OptionalLong place) {
        if (place.isPresent()) {
            move(id, place.getAsLong());
        } else {
            reset(id);
        }
    }

    private void move(ShardId id, long offset) {
        Topics.Topic input = topics.require(id.topic());
        topics.changelogFor(id, input);
        try (ChangelogReset changelog = new ChangelogReset(id, clients, settings.rowVersions())) {
            requireOurs(id, changelog);
            changelog.moveTo(offset, input.id(), settings.query());
            log.info("{} was moved to offset {}; its open windows are dropped", id, offset);
        }
    }

    private void reset(ShardId id) {
        boolean hasChangelog = topics.find(id.changelogTopic())
                .filter(changelog -> id.partition() < changelog.partitionCount())
                .isPresent();
        if (!hasChangelog) {
            return;
        }
        try (ChangelogReset changelog = new ChangelogReset(id, clients, settings.rowVersions())) {
            requireOurs(id, changelog);
            if (changelog.removeAll()) {
                log.info("The state of {} was reset; its open windows are dropped", id);
            }
        }
    }

    private void requireOurs(ShardId id, ChangelogReset changelog) {
        changelog.marker().ifPresent(marker -> InputCheck.requireNoOtherOwner(id, marker, topics::nameOf));
    }

    @Override
    public void close() {
        topics.close();
    }
}
