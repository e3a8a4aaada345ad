package io.pitwall.sink.simulation;

import io.pitwall.sink.state.ShardId;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;

/** The names that the connector under simulation goes by. */
final class Topics {

    static final String CONNECTOR = "simulation";
    static final String INPUT = "rows";
    static final String OUTPUT = "features";
    static final String LATE = "late";
    static final String CHANGELOG = new ShardId(CONNECTOR, INPUT, 0).changelogTopic();

    private Topics() {}

    static TopicPartition input(int partition) {
        return new TopicPartition(INPUT, partition);
    }

    /** Whose changelog a partition is. */
    static ShardId shard(int partition) {
        return new ShardId(CONNECTOR, INPUT, partition);
    }

    /** An Admin of a cluster that has the input topic; the task creates the others. */
    static Admin newAdmin(int partitions) {
        MockAdminClient admin = MockAdminClient.create()
                .numBrokers(1)
                .featureLevels(Map.of("transaction.version", (short) 2))
                .minSupportedFeatureLevels(Map.of("transaction.version", (short) 0))
                .maxSupportedFeatureLevels(Map.of("transaction.version", (short) 2))
                .build();
        var unused = admin.createTopics(List.of(new NewTopic(INPUT, partitions, (short) 1)));
        return admin;
    }
}
