package io.pitwall.sink.state;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics a connector reads, writes and keeps its state in: looked up, created where missing, checked. */
final class Topics implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Topics.class);

    private static final String TRANSACTION_FEATURE = "transaction.version";
    private static final short UNTORN_TRANSACTIONS = 2;

    private final Admin admin;
    private final Map<String, Topic> knownOutputs = new HashMap<>();
    /** Brokers need a moment until they describe what they have just created. */
    private final Map<String, Topic> created = new HashMap<>();

    private final Map<Uuid, ChangelogTopic> checkedChangelogs = new HashMap<>();
    private boolean areTransactionsUntorn;

    /** @param id differs between two topics of one name that existed one after the other */
    record Topic(String name, Uuid id, int partitionCount) {
        private static Topic of(TopicDescription found) {
            return new Topic(found.name(), found.topicId(), found.partitions().size());
        }
    }

    Topics(Admin admin) {
        this.admin = admin;
    }

    /** A topic as it is now. */
    Topic require(String name) {
        return find(name).orElseThrow(() -> new UnknownTopicOrPartitionException("Topic " + name + " does not exist"));
    }

    /** A topic as it is now, if it exists. */
    Optional<Topic> find(String name) {
        try {
            return await(admin.describeTopics(List.of(name)).allTopicNames()).values().stream()
                    .map(Topic::of)
                    .findFirst();
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    /** Of these topics those that exist. */
    synchronized Map<String, Topic> find(Set<String> names) {
        Map<String, Topic> found = new HashMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, description) -> {
            try {
                found.put(name, Topic.of(await(description)));
                // From now on the broker knows it: if it is missing later, it was deleted.
                created.remove(name);
            } catch (UnknownTopicOrPartitionException e) {
                log.debug("Topic {} does not exist", name);
            }
        });
        return found;
    }

    /** The names of all topics that fit. */
    Set<String> names(Predicate<String> fitting) {
        return await(admin.listTopics().names()).stream().filter(fitting).collect(Collectors.toSet());
    }

    /** What a group has committed offsets of; nothing if that may not be known. */
    Set<TopicPartition> committedBy(String group) {
        try {
            return await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                    .keySet();
        } catch (AuthorizationException e) {
            log.info("Not allowed to describe group {}", group);
            return Set.of();
        }
    }

    /** The name of the topic that has an id now. */
    Optional<String> nameOf(Uuid id) {
        try {
            return await(admin.describeTopics(TopicCollection.ofTopicIds(List.of(id)))
                            .allTopicIds())
                    .values()
                    .stream()
                    .map(TopicDescription::name)
                    .findFirst();
        } catch (UnknownTopicIdException | UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    /** The changelog of an input topic, created with as many partitions when it is missing. */
    synchronized ChangelogTopic changelogFor(ShardId shard, Topic input) {
        Topic changelog = findOrCreate(shard.changelogTopic(), input.partitionCount(), ChangelogTopic.CONFIGS);
        requireSameWidth(changelog, input);
        return checkedChangelogs.computeIfAbsent(changelog.id(), id -> check(changelog));
    }

    private static void requireSameWidth(Topic changelog, Topic input) {
        if (changelog.partitionCount() == input.partitionCount()) {
            return;
        }
        String remedy = changelog.partitionCount() < input.partitionCount()
                ? " If partitions were added to " + input.name() + ", its keys have moved between them: let the"
                        + " changelog follow with `kafka-topics.sh --alter --topic " + changelog.name()
                        + " --partitions "
                        + input.partitionCount()
                        + "` and restart the task; a window that was open then comes out in two"
                        + " parts, for its rows lie in two partitions."
                : "";
        throw new ConnectException("Expected as many partitions in " + changelog.name() + " as in its input "
                + input.name() + ", found " + changelog.partitionCount() + " and " + input.partitionCount()
                + ": the state of a key lives where its rows arrive. Nothing was changed." + remedy
                + " To begin anew instead, stop the connector, DELETE its offsets, delete " + changelog.name()
                + ", and resume; it will be created as it should be.");
    }

    private ChangelogTopic check(Topic changelog) {
        if (changelog.equals(created.get(changelog.name()))) {
            // Brokers need a moment until they tell the configuration of what they have just created.
            return ChangelogTopic.made(changelog.id());
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, changelog.name());
        try {
            Config config =
                    await(admin.describeConfigs(List.of(resource)).all()).getOrDefault(resource, new Config(List.of()));
            return ChangelogTopic.checked(changelog.name(), changelog.id(), config);
        } catch (AuthorizationException e) {
            log.warn(
                    "Not allowed to read the configuration of the changelog {}, which must have cleanup.policy=compact and a"
                            + " delete.retention.ms of 24 h: grant DescribeConfigs to the principal of the kafka.*"
                            + " settings to have it checked",
                    changelog.name());
            return ChangelogTopic.made(changelog.id());
        }
    }

    /** Creates a topic that results go to with the given partitions, unless it exists. */
    synchronized void ensureOutput(String name, int partitionCount) {
        knownOutputs.computeIfAbsent(name, unseen -> findOrCreate(unseen, partitionCount, Map.of()));
    }

    /**
     * Refuses a cluster that could let a delayed request end the wrong transaction (before KIP-890, part 2).
     *
     * @throws ConnectException with the ways out
     */
    synchronized void requireUntornTransactions() {
        if (areTransactionsUntorn) {
            return;
        }
        short level = transactionVersion();
        if (level < UNTORN_TRANSACTIONS) {
            throw new ConnectException("Expected the cluster's feature " + TRANSACTION_FEATURE + " to be "
                    + UNTORN_TRANSACTIONS + " or above, which processing.guarantee=exactly_once needs, found " + level
                    + ": a request delayed on the network could end the next transaction, so that rows count twice or"
                    + " not at all. Upgrade the brokers to Kafka 4.0 or later and the feature with `kafka-features.sh"
                    + " upgrade --feature " + TRANSACTION_FEATURE + "=" + UNTORN_TRANSACTIONS
                    + "`; or set processing.guarantee=at_least_once.");
        }
        areTransactionsUntorn = true;
    }

    /** 0 for a cluster that does not know the feature. */
    private short transactionVersion() {
        FinalizedVersionRange range = await(admin.describeFeatures().featureMetadata())
                .finalizedFeatures()
                .get(TRANSACTION_FEATURE);
        return range == null ? 0 : range.maxVersionLevel();
    }

    private Topic findOrCreate(String name, int partitionCount, Map<String, String> configs) {
        Topic found = find(Set.of(name)).get(name);
        if (found != null) {
            return found;
        }
        Topic made = created.get(name);
        return made != null ? made : create(name, partitionCount, configs);
    }

    private Topic create(String name, int partitionCount, Map<String, String> configs) {
        NewTopic topic = new NewTopic(name, Optional.of(partitionCount), Optional.empty()).configs(configs);
        try {
            CreateTopicsResult result = admin.createTopics(List.of(topic));
            Topic made = new Topic(name, await(result.topicId(name)), await(result.numPartitions(name)));
            created.put(name, made);
            log.info("Created topic {}; partitions: {}", name, partitionCount);
            return made;
        } catch (TopicExistsException e) {
            log.debug("Topic {} was created by another task", name);
            return require(name);
        } catch (AuthorizationException e) {
            throw new ConnectException(
                    "Not allowed to create topic " + name + ": create it with " + partitionCount + " partitions"
                            + (configs.isEmpty() ? "" : " and " + configs)
                            + ", or grant Create to the principal of the kafka.* settings",
                    e);
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
