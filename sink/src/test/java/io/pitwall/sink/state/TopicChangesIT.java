package io.pitwall.sink.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pitwall.local.LocalBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics that are not what they were, against a real broker: noticed, explained, and nothing touched. */
class TopicChangesIT {

    private static final AtomicInteger TESTS = new AtomicInteger();

    private static LocalBroker broker;
    private static Admin admin;

    @TempDir
    Path stateDirectory;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private String input = "";
    private KafkaState kafka;

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
        input = "rows-" + TESTS.incrementAndGet();
        createTopic(input, 2);
        kafka = keep(newState());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable open : opened) {
            open.close();
        }
    }

    @Test
    void unchangedTopicsAreUnchanged() {
        open();

        assertThat(kafka.changedTopics()).isEmpty();
    }

    @Test
    void anInputThatIsCreatedAgainIsNoticedAndItsStateRefused() throws Exception {
        commit(open());
        deleteTopic(input);
        assertThat(kafka.changedTopics()).isEqualTo(shards());
        createTopic(input, 2);

        assertThat(kafka.changedTopics()).isEqualTo(shards());
        assertThatThrownBy(this::open)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("The input topic of " + input + "-0 was deleted and created again")
                .hasMessageContaining("DELETE its offsets");
    }

    @Test
    void partitionsAddedToTheInputAreNoticedAndExplained() throws Exception {
        commit(open());
        widen(input);

        await().untilAsserted(() -> assertThat(kafka.changedTopics()).isEqualTo(shards()));
        assertThatThrownBy(this::open)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("found 2 and 3")
                .hasMessageContaining("kafka-topics.sh --alter --topic " + changelog() + " --partitions 3");
    }

    @Test
    void aChangelogAsWideAsItsInputAgainIsGoneOnWith() throws Exception {
        commit(open());
        widen(input);
        widen(changelog());

        await().ignoreExceptionsInstanceOf(ConnectException.class)
                .untilAsserted(() -> assertThat(open().marker()).isPresent());
    }

    @Test
    void aChangelogThatIsDeletedIsNoticed() throws Exception {
        commit(open());
        await().untilAsserted(() -> assertThat(kafka.changedTopics()).isEmpty());
        deleteTopic(changelog());

        assertThat(kafka.changedTopics()).isEqualTo(shards());
        assertThat(open().marker()).isEmpty();
    }

    @Test
    void aChangelogThatDeletesByAgeIsRefusedWithTheCommandThatMendsIt() throws Exception {
        createTopic(changelog(), 2);
        configure("cleanup.policy", "compact,delete");

        assertThatThrownBy(this::open)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Expected cleanup.policy=compact of the changelog " + changelog())
                .hasMessageContaining("found compact,delete")
                .hasMessageContaining("kafka-configs.sh --alter --entity-type topics --entity-name " + changelog());
    }

    @Test
    void theAgeOfLocalStateFollowsTheChangelogsMemoryOfRemovals() throws Exception {
        createTopic(changelog(), 2);
        configure("cleanup.policy", "compact");
        configure("delete.retention.ms", "4000");
        Topics topics = keep(new Topics(clients().admin("test")));

        ChangelogTopic found = topics.changelogFor(shard(), topics.require(input));

        assertThat(found.removalsKeptMs()).isEqualTo(4_000);
    }

    @Test
    void aChangelogThatTwoConnectorsShareIsLeftToTheFirst() throws Exception {
        commit(open());
        String other = input.substring("rows-".length());
        createTopic(other, 2);
        KafkaState second = keep(newState("crash-rows"));

        assertThatThrownBy(() -> second.open(other, 0, () -> false))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("holds the state of topic " + input + " and connector crash,")
                .hasMessageContaining("Give one of the two connectors another name");
    }

    @Test
    void aPlaceBehindTheEndOfTheInputIsRefused() {
        ShardState state = open();
        state.commit(new Commit(List.of(), List.of(), marker(state, 7)));
        state.close();

        assertThatThrownBy(this::open)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("up to offset 7")
                .hasMessageContaining("to end at 0");
    }

    @Test
    void aClusterWhoseTransactionsCanTearIsRefusedForExactlyOnceOnly() {
        try (LocalBroker older = LocalBroker.start()) {
            Map<String, Object> configs = Map.of("bootstrap.servers", older.bootstrapServers());
            try (Admin olderAdmin = Admin.create(configs);
                    Topics topics = new Topics(olderAdmin)) {
                lowerTransactionVersion(olderAdmin);

                await().untilAsserted(() -> assertThatThrownBy(topics::requireUntornTransactions)
                        .isInstanceOf(ConnectException.class)
                        .hasMessageContaining("transaction.version to be 2 or above")
                        .hasMessageContaining("found 1")
                        .hasMessageContaining("kafka-features.sh upgrade --feature transaction.version=2")
                        .hasMessageContaining("processing.guarantee=at_least_once"));
            }
        }
    }

    private static void lowerTransactionVersion(Admin olderAdmin) {
        var update = new FeatureUpdate((short) 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
        olderAdmin
                .updateFeatures(Map.of("transaction.version", update), new UpdateFeaturesOptions())
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private ShardState open() {
        return keep(kafka.open(input, 0, () -> false));
    }

    private static void commit(ShardState state) {
        assertThat(state.commit(new Commit(List.of(), List.of(), marker(state, 0)))
                        .toString())
                .contains("Committed");
    }

    private static Marker marker(ShardState state, long offset) {
        return new Marker(1, offset, 0, 0, Counters.ZERO, state.inputTopicId(), 0);
    }

    private Set<TopicPartition> shards() {
        return Set.of(new TopicPartition(input, 0));
    }

    private ShardId shard() {
        return new ShardId("crash", input, 0);
    }

    private String changelog() {
        return shard().changelogTopic();
    }

    private KafkaState newState() {
        return newState("crash");
    }

    private KafkaState newState(String connector) {
        KafkaState.Settings settings = new KafkaState.Settings(
                connector,
                List.of(),
                ProcessingGuarantee.EXACTLY_ONCE,
                new LocalState(stateDirectory, 32 << 20),
                kind -> 1);
        return new KafkaState(settings, clients(), System::currentTimeMillis);
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    private static KafkaClients clients() {
        return new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private void configure(String key, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, changelog());
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
        await().until(() -> admin.describeConfigs(List.of(resource)).all().get().values().stream()
                .allMatch(config -> config.get(key).value().equals(value)));
    }

    private static void widen(String topic) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3))).all().get();
    }

    private static void createTopic(String name, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                .all()
                .get();
        await().until(() -> admin.listTopics().names().get().contains(name));
    }

    private static void deleteTopic(String name) throws Exception {
        admin.deleteTopics(List.of(name)).all().get();
        await().until(() -> !admin.listTopics().names().get().contains(name));
    }
}
