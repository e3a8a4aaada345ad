package io.pitwall.sink.state;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics a connector reads, writes and keeps its state in: looked up, created where missing, checked. */
final class Topics implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Topics.class);

    /** Largest state row that a changelog takes; above what Kafka takes by default, which 32 lists of values exceed. */
    static final int MAX_STATE_ROW_BYTES = 16 << 20;

    /**
     * Compaction only, and the broker's clock: retention by time would judge records by their event time and delete a
     * replayed history within minutes.
     */
    private static final Map<String, String> CHANGELOG_CONFIGS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(64 << 20),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(MAX_STATE_ROW_BYTES),
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            Long.toString(2 * ShardState.MAX_LOCAL_AGE_MS));

    private static final String TRANSACTION_FEATURE = "transaction.version";
    private static final short UNTORN_TRANSACTIONS = 2;

    private final Admin admin;
    private final Map<String, Topic> knownOutputs = new HashMap<>();
    /** Brokers need a moment until they describe what they have just created. */
    private final Map<String, Topic> created = new HashMap<>();

    private boolean isTransactionVersionChecked;

    /** @param id differs between two topics of one name that existed one after the other */
    record Topic(String name, Uuid id, int partitionCount) {}

    Topics(Admin admin) {
        this.admin = admin;
    }

    /** A topic as it is now. */
    Topic require(String name) {
        return find(name).orElseThrow(() -> new UnknownTopicOrPartitionException("Topic " + name + " does not exist"));
    }

    /** The changelog of an input topic, created with as many partitions when it is missing. */
    synchronized Topic changelogFor(ShardId shard, Topic input) {
        Topic changelog = findOrCreate(shard.changelogTopic(), input.partitionCount(), CHANGELOG_CONFIGS);
        if (changelog.partitionCount() != input.partitionCount()) {
            throw new ConnectException("Expected as many partitions in " + changelog.name() + " as in its input "
                    + input.name() + ", found " + changelog.partitionCount() + " and " + input.partitionCount()
                    + ": the state of a key lives where its rows arrive. Give the connector another name, or stop it and"
                    + " delete " + changelog.name() + "; it will be created anew, without the open windows.");
        }
        return changelog;
    }

    /** Creates a topic that results go to with the given partitions, unless it exists. */
    synchronized void ensureOutput(String name, int partitionCount) {
        knownOutputs.computeIfAbsent(name, unseen -> findOrCreate(unseen, partitionCount, Map.of()));
    }

    /** Warns where a broker could let a delayed request end the wrong transaction (before KIP-890, part 2). */
    synchronized void warnIfTransactionsCanTear() {
        if (isTransactionVersionChecked) {
            return;
        }
        isTransactionVersionChecked = true;
        FinalizedVersionRange range = await(admin.describeFeatures().featureMetadata())
                .finalizedFeatures()
                .get(TRANSACTION_FEATURE);
        if (range == null || range.maxVersionLevel() < UNTORN_TRANSACTIONS) {
            log.warn(
                    "The cluster's feature {} is {}, and exactly-once needs {}: a request delayed on the network could end"
                            + " the next transaction. Upgrade the feature with kafka-features.sh.",
                    TRANSACTION_FEATURE,
                    range == null ? "off" : range.maxVersionLevel(),
                    UNTORN_TRANSACTIONS);
        }
    }

    private Topic findOrCreate(String name, int partitionCount, Map<String, String> configs) {
        return find(name)
                .or(() -> Optional.ofNullable(created.get(name)))
                .orElseGet(() -> create(name, partitionCount, configs));
    }

    private Optional<Topic> find(String name) {
        try {
            return await(admin.describeTopics(List.of(name)).allTopicNames()).values().stream()
                    .map(found ->
                            new Topic(name, found.topicId(), found.partitions().size()))
                    .findFirst();
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
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
