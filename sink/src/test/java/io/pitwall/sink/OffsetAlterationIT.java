package io.pitwall.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.local.LocalBroker;
import io.pitwall.sink.state.InputTopic;
import io.pitwall.sink.state.KafkaClients;
import io.pitwall.sink.state.ShardId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each kind of request does to which shards, as Connect passes it to a connector that was never started. */
class OffsetAlterationIT {

    private static final AtomicInteger TESTS = new AtomicInteger();

    private static LocalBroker broker;
    private static Admin admin;

    private final WindowSinkConnector connector = new WindowSinkConnector();
    private String name = "";
    private TopicPartition first = new TopicPartition("", 0);
    private TopicPartition second = new TopicPartition("", 1);

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start();
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    @BeforeEach
    void createInput() throws Exception {
        name = "sink" + TESTS.incrementAndGet();
        first = new TopicPartition("rows-" + name, 0);
        second = new TopicPartition("rows-" + name, 1);
        admin.createTopics(List.of(new NewTopic(first.topic(), 2, (short) 1)))
                .all()
                .get();
        InputTopic.fill(clients(), first.topic(), 5);
    }

    @Test
    void partitionsWithOffsetsGetState() {
        alter(Map.of(first, 3L));

        assertThat(partitionsWithState()).containsExactly(0);
    }

    @Test
    void withAtLeastOnceToo() {
        assertThat(connector.alterOffsets(config(Map.of("processing.guarantee", "at_least_once")), Map.of(first, 3L)))
                .isTrue();

        assertThat(partitionsWithState()).containsExactly(0);
    }

    @Test
    void aPartitionIsResetWithoutTheOthers() throws Exception {
        alter(Map.of(first, 3L, second, 0L));
        commitForGroup(first, second);

        alter(reset(first));

        assertThat(partitionsWithState()).containsExactly(1);
    }

    @Test
    void aResetOfAllThatTheGroupKnowsResetsWhatItDoesNotKnowToo() throws Exception {
        alter(Map.of(first, 3L, second, 0L));
        commitForGroup(first);

        alter(reset(first));

        assertThat(partitionsWithState()).isEmpty();
    }

    @Test
    void aResetWhileTheGroupKnowsNothingResetsEverything() {
        alter(Map.of(first, 3L, second, 0L));

        alter(Map.of());

        assertThat(partitionsWithState()).isEmpty();
    }

    @Test
    void aPatternNamesTheTopicsThatAreThere() {
        Map<String, String> config = config(Map.of("topics.regex", "rows-" + name));
        config.remove("topics");
        assertThat(connector.alterOffsets(config, Map.of(first, 3L))).isTrue();

        assertThat(connector.alterOffsets(config, Map.of())).isTrue();

        assertThat(partitionsWithState()).isEmpty();
    }

    @Test
    void anotherTopicThanTheConnectorsIsRefused() {
        assertThatThrownBy(() -> alter(Map.of(new TopicPartition("others", 0), 0L)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("others-0");
    }

    @Test
    void aConfigurationThatIsWrongIsRefused() {
        assertThatThrownBy(() -> connector.alterOffsets(config(Map.of("select", "sum(")), Map.of(first, 0L)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("select");
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNamedAsTheCause() {
        Map<String, String> config = config(Map.of(
                "kafka.bootstrap.servers", "127.0.0.1:1",
                "kafka.default.api.timeout.ms", "500",
                "kafka.request.timeout.ms", "400"));

        assertThatThrownBy(() -> connector.alterOffsets(config, Map.of(first, 0L)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Repeat the request");
    }

    private void alter(Map<TopicPartition, @Nullable Long> offsets) {
        assertThat(connector.alterOffsets(config(Map.of()), offsets)).isTrue();
    }

    private static Map<TopicPartition, @Nullable Long> reset(TopicPartition partition) {
        Map<TopicPartition, @Nullable Long> offsets = new HashMap<>();
        offsets.put(partition, null);
        return offsets;
    }

    private Map<String, String> config(Map<String, String> overrides) {
        Map<String, String> config = new HashMap<>(Map.of(
                "name",
                name,
                "topics",
                first.topic(),
                "select",
                "count(*) as n",
                "window.type",
                "tumbling",
                "window.size.ms",
                "1000",
                "output.topic",
                "features-" + name,
                "kafka.bootstrap.servers",
                broker.bootstrapServers()));
        config.putAll(overrides);
        return config;
    }

    private void commitForGroup(TopicPartition... partitions) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            offsets.put(partition, new OffsetAndMetadata(0));
        }
        admin.alterConsumerGroupOffsets("connect-" + name, offsets).all().get();
    }

    /** The partitions of the changelog whose latest marker is no deletion. */
    private Set<Integer> partitionsWithState() {
        String changelog = new ShardId(name, first.topic(), 0).changelogTopic();
        Set<Integer> found = new TreeSet<>();
        List<TopicPartition> partitions = List.of(new TopicPartition(changelog, 0), new TopicPartition(changelog, 1));
        try (Consumer<byte[], byte[]> consumer = clients().readCommittedConsumer("reader")) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            consumer.endOffsets(partitions).forEach((partition, end) -> {
                while (consumer.position(partition) < end) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                        if (record.key().length == 1 && record.value() != null) {
                            found.add(record.partition());
                        } else if (record.key().length == 1) {
                            found.remove(record.partition());
                        }
                    }
                }
            });
        }
        return found;
    }

    private static KafkaClients clients() {
        return new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
