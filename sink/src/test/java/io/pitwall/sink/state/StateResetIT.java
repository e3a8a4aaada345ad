package io.pitwall.sink.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.local.LocalBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State that is moved or reset, against a real broker. */
class StateResetIT {

    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final QueryIdentity QUERY = new QueryIdentity("sum(x)");

    private static LocalBroker broker;
    private static Admin admin;

    @TempDir
    Path stateDirectory;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private String input = "";
    private TopicPartition rows = new TopicPartition("", 0);

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
    void createInputOfFiveRows() throws Exception {
        input = "rows-" + TESTS.incrementAndGet();
        rows = new TopicPartition(input, 0);
        createTopic(input, 1);
        InputTopic.fill(clients(), input, 5);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable open : opened) {
            open.close();
        }
    }

    @Test
    void aResetLeavesNothingAndLocalDirectoriesFollow() {
        commitTwoRows();

        reset().apply(Map.of(rows, OptionalLong.empty()));

        ShardState state = open();
        assertThat(keys(state)).isEmpty();
        assertThat(state.marker()).isEmpty();
        assertThat(state.query()).isEmpty();
    }

    @Test
    void aResetOfWhatIsResetWritesNothing() {
        commitTwoRows();
        reset().apply(Map.of(rows, OptionalLong.empty()));
        long end = changelogEnd();

        reset().apply(Map.of(rows, OptionalLong.empty()));

        assertThat(changelogEnd()).isEqualTo(end);
    }

    @Test
    void aShardThatNeverRanIsResetByDoingNothing() {
        assertThat(reset().shardsOf(List.of(input))).isEmpty();

        reset().apply(Map.of(rows, OptionalLong.empty()));

        assertThat(reset().shardsOf(List.of(input))).isEmpty();
    }

    @Test
    void aMovedShardHasNoRowsAndNoTimeAndGoesOnCounting() {
        commitTwoRows();

        reset().apply(Map.of(rows, OptionalLong.of(2)));

        ShardState state = open();
        Marker marker = state.marker().orElseThrow();
        assertThat(keys(state)).isEmpty();
        assertThat(marker.nextInputOffset()).isEqualTo(2);
        assertThat(marker.streamTimeMs()).isEqualTo(Marker.NO_TIME);
        assertThat(marker.sequence()).isGreaterThan(1);
        assertThat(marker.counters().windowed()).isEqualTo(4);
        assertThat(marker.queryFingerprint()).isEqualTo(QUERY.fingerprint());
        assertThat(state.query()).contains(QUERY);
    }

    @Test
    void aShardCanBeMovedBeforeItEverRan() {
        reset().apply(Map.of(rows, OptionalLong.of(5)));

        assertThat(open().marker()).map(Marker::nextInputOffset).contains(5L);
    }

    @Test
    void whatTheStoppedConnectorLeftRunningIsFenced() {
        ShardState zombie = commitTwoRows();

        reset().apply(Map.of(rows, OptionalLong.of(2)));

        assertThat(commit(zombie, 2, "a")).isInstanceOf(CommitOutcome.Lost.class);
    }

    @Test
    void aResetThatFailedHalfWayShowsUntilItIsRepeated() {
        ShardState state = commitTwoRows();
        commit(state, 2, "c", "d", "e");
        state.close();
        for (int commits = 1; commits <= 2; commits++) {
            try (ChangelogReset failing = new ChangelogReset(shard(), failingAfter(commits), kind -> 1, 2)) {
                assertThatThrownBy(failing::removeAll).hasMessage("the process died");
            }
            try (ShardState between = open()) {
                assertThat(between.marker()).map(Marker::isReset).contains(true);
            }
        }

        try (ChangelogReset repeated = new ChangelogReset(shard(), clients(), kind -> 1, 2)) {
            assertThat(repeated.removeAll()).isTrue();
        }

        ShardState after = open();
        assertThat(after.marker()).isEmpty();
        assertThat(keys(after)).isEmpty();
    }

    @Test
    void aTornRecordStopsTheShardUntouchedAndAResetCuresIt() throws Exception {
        commitTwoRows().close();
        long at;
        try (Producer<byte[], byte[]> foreign = clients().plainProducer("foreign", 1)) {
            at = foreign.send(new ProducerRecord<>(shard().changelogTopic(), 0, new byte[] {1, 'a'}, new byte[] {1}))
                    .get()
                    .offset();
        }
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(shard().changelogTopic() + "-0@" + at);
            assertThat(changelogEnd()).isEqualTo(at + 1);
        }

        reset().apply(Map.of(rows, OptionalLong.empty()));

        assertThat(keys(open())).isEmpty();
        commit(open(), 1, "z");
        stateDirectory = stateDirectory.resolve("elsewhere");
        assertThat(keys(open())).containsExactly("z");
    }

    @Test
    void anOffsetOutsideTheInputIsRefusedBeforeAnythingChanges() {
        commitTwoRows();
        long end = changelogEnd();

        assertThatThrownBy(() -> reset().apply(Map.of(rows, OptionalLong.of(6))))
                .isInstanceOf(ConnectException.class)
                .hasMessage("Expected an offset of " + rows + " between 0 and 5, found 6. Nothing was changed.");
        assertThatThrownBy(() -> reset().apply(Map.of(rows, OptionalLong.of(-1))))
                .hasMessageContaining("between 0 and 5, found -1");
        assertThat(changelogEnd()).isEqualTo(end);
    }

    @Test
    void aPartitionThatTheInputHasNotIsRefused() {
        TopicPartition missing = new TopicPartition(input, 1);

        assertThatThrownBy(() -> reset().apply(Map.of(missing, OptionalLong.of(0))))
                .isInstanceOf(ConnectException.class)
                .hasMessage("Expected a partition of " + input + " between 0 and 0, found 1.");
    }

    @Test
    void aTopicThatTheConnectorDoesNotReadIsRefused() {
        TopicPartition other = new TopicPartition("others", 0);

        assertThatThrownBy(() -> reset().apply(Map.of(other, OptionalLong.of(0))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("topics that connector crash reads, found others-0");
    }

    @Test
    void theStateOfAnotherConnectorThatSharesTheChangelogIsLeftAlone() throws Exception {
        commitTwoRows();
        String other = input.substring("rows-".length());
        createTopic(other, 1);
        StateReset.Settings settings =
                new StateReset.Settings("crash-rows", QUERY, kind -> 1, topic -> topic.equals(other));
        StateReset reset = keep(new StateReset(settings, clients()));
        TopicPartition same = new TopicPartition(other, 0);

        assertThatThrownBy(() -> reset.apply(Map.of(same, OptionalLong.empty())))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("holds the state of topic " + input + " and connector crash,")
                .hasMessageContaining("topic " + other + " and connector crash-rows too");
        assertThat(keys(open())).containsExactly("a", "b");
    }

    private ShardState commitTwoRows() {
        ShardState state = open();
        assertThat(commit(state, 1, "a", "b")).isInstanceOf(CommitOutcome.Committed.class);
        return state;
    }

    private CommitOutcome commit(ShardState state, long sequence, String... keys) {
        Marker marker = new Marker(
                sequence,
                4,
                1_000,
                0,
                new Counters(4, 0, 0, Map.of(), 0, 0, 0, 0),
                state.inputTopicId(),
                QUERY.fingerprint());
        List<StateChange> changes = new ArrayList<>(List.of(QUERY.toChange()));
        for (String key : keys) {
            changes.add(new StateChange(("\u0001" + key).getBytes(UTF_8), new byte[] {1, 9}));
        }
        return state.commit(new Commit(List.of(), changes, marker));
    }

    private static List<String> keys(ShardState state) {
        List<String> keys = new ArrayList<>();
        state.forEachRow((key, value) -> keys.add(new String(key, UTF_8).substring(1)));
        return keys;
    }

    private ShardState open() {
        KafkaState.Settings settings = new KafkaState.Settings(
                "crash",
                List.of(),
                ProcessingGuarantee.EXACTLY_ONCE,
                new LocalState(stateDirectory, 32 << 20),
                kind -> 1);
        KafkaState kafka = keep(new KafkaState(settings, clients(), System::currentTimeMillis));
        return keep(kafka.open(input, 0, () -> false));
    }

    private StateReset reset() {
        StateReset.Settings settings = new StateReset.Settings("crash", QUERY, kind -> 1, topic -> topic.equals(input));
        return keep(new StateReset(settings, clients()));
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    private ShardId shard() {
        return new ShardId("crash", input, 0);
    }

    /** Whose producer dies in the commit after so many. */
    private static Clients failingAfter(int commits) {
        return new DyingClients(clients(), commits, broker.bootstrapServers());
    }

    private record DyingClients(KafkaClients alive, int commits, String bootstrapServers) implements Clients {

        @Override
        public Producer<byte[], byte[]> transactionalProducer(String transactionalId, int patience) {
            Map<String, Object> configs =
                    Map.of("bootstrap.servers", bootstrapServers, "transactional.id", transactionalId);
            return new KafkaProducer<>(configs, new ByteArraySerializer(), new ByteArraySerializer()) {
                private int committed;

                @Override
                public void commitTransaction() {
                    if (committed == commits) {
                        throw new IllegalStateException("the process died");
                    }
                    committed++;
                    super.commitTransaction();
                }
            };
        }

        @Override
        public Producer<byte[], byte[]> plainProducer(String clientId, int patience) {
            return alive.plainProducer(clientId, patience);
        }

        @Override
        public Consumer<byte[], byte[]> readCommittedConsumer(String clientId) {
            return alive.readCommittedConsumer(clientId);
        }

        @Override
        public Consumer<byte[], byte[]> bulkConsumer(String clientId) {
            return alive.bulkConsumer(clientId);
        }

        @Override
        public Consumer<byte[], byte[]> readUncommittedConsumer(String clientId) {
            return alive.readUncommittedConsumer(clientId);
        }

        @Override
        public Admin admin(String clientId) {
            return alive.admin(clientId);
        }
    }

    private long changelogEnd() {
        TopicPartition changelog = new TopicPartition(shard().changelogTopic(), 0);
        try (Consumer<byte[], byte[]> consumer = clients().readUncommittedConsumer("end")) {
            consumer.assign(List.of(changelog));
            return consumer.endOffsets(List.of(changelog)).getOrDefault(changelog, -1L);
        }
    }

    private static KafkaClients clients() {
        return new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static void createTopic(String name, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                .all()
                .get();
    }
}
