package io.pitwall.sink.state;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A changelog that may be relied on.
 *
 * @param removalsKeptMs how long it remembers removals: {@code delete.retention.ms}
 */
record ChangelogTopic(Uuid id, long removalsKeptMs) {

    /** Largest state row that a changelog takes; above what Kafka takes by default, which 32 lists of values exceed. */
    static final int MAX_ROW_BYTES = 16 << 20;

    /**
     * Compaction only, and the broker's clock: retention by time would judge records by their event time and delete a
     * replayed history within minutes.
     */
    static final Map<String, String> CONFIGS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(64 << 20),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(MAX_ROW_BYTES),
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            Long.toString(2 * ShardState.MAX_LOCAL_AGE_MS));

    private static final Logger log = LoggerFactory.getLogger(ChangelogTopic.class);

    /** One that we have just made. */
    static ChangelogTopic made(Uuid id) {
        return new ChangelogTopic(id, 2 * ShardState.MAX_LOCAL_AGE_MS);
    }

    /** @throws ConnectException for a topic that would lose state, which nobody could tell later */
    static ChangelogTopic checked(String name, Uuid id, Config config) {
        String cleanupPolicy =
                value(config, TopicConfig.CLEANUP_POLICY_CONFIG).orElse(TopicConfig.CLEANUP_POLICY_COMPACT);
        if (!cleanupPolicy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new ConnectException("Expected cleanup.policy=compact of the changelog " + name + ", found "
                    + cleanupPolicy + ", which deletes state by its age. Nothing was changed. Set it with"
                    + " `kafka-configs.sh --alter --entity-type topics --entity-name " + name
                    + " --add-config cleanup.policy=compact` and restart the task. What was deleted already is missing:"
                    + " to be sure of the results, stop the connector, DELETE its offsets and resume.");
        }
        if (value(config, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG)
                .filter("true"::equals)
                .isPresent()) {
            log.warn(
                    "The changelog {} has unclean.leader.election.enable=true: a broker that takes over without the latest"
                            + " commits undoes them, so exactly-once does not hold. Set it to false.",
                    name);
        }
        return new ChangelogTopic(
                id,
                value(config, TopicConfig.DELETE_RETENTION_MS_CONFIG)
                        .map(Long::parseLong)
                        .orElse(2 * ShardState.MAX_LOCAL_AGE_MS));
    }

    private static Optional<String> value(Config config, String name) {
        return Optional.ofNullable(config.get(name)).map(ConfigEntry::value);
    }
}
