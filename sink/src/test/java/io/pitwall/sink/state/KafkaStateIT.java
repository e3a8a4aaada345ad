package io.pitwall.sink.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pitwall.local.LocalBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol against a real broker: what is committed, restored, fenced and seen. */
class KafkaStateIT {

    private static final int PARTITIONS = 2;
    private static final AtomicInteger TESTS = new AtomicInteger();

    private static LocalBroker broker;
    private static Admin admin;

    @TempDir
    Path stateDirectory;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private String input = "";
    private String output = "";

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
        int test = TESTS.incrementAndGet();
        input = "rows-" + test;
        output = "features-" + test;
        createTopic(input, PARTITIONS);
        InputTopic.fill(clients(Map.of()), input, 100);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable open : opened) {
            open.close();
        }
    }

    @Test
    void theChangelogIsCompactedStampedByTheBrokerAndAsWideAsTheInput() throws Exception {
        open();

        String changelog = shard().changelogTopic();
        assertThat(partitionsOf(changelog)).isEqualTo(PARTITIONS);
        assertThat(partitionsOf(output)).isEqualTo(PARTITIONS);
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, changelog);
        Config config = admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
        assertThat(config.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
        assertThat(config.get("segment.bytes").value()).isEqualTo("67108864");
        assertThat(config.get("delete.retention.ms").value()).isEqualTo("86400000");
    }

    @Test
    void aChangelogOfAnotherWidthIsRefusedWithTheRemedy() throws Exception {
        createTopic(shard().changelogTopic(), PARTITIONS + 1);

        assertThatThrownBy(this::open)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("found 3 and 2")
                .hasMessageContaining("delete " + shard().changelogTopic());
    }

    @Test
    void outputsStateAndMarkerBecomeVisibleTogether() {
        ShardState state = open();

        assertThat(commit(state, 1, "a", "1")).isInstanceOf(CommitOutcome.Committed.class);

        awaitOutputs("output of 1");
    }

    @Test
    void aDeletedDirectoryIsRestoredFromTheChangelog() throws IOException {
        ShardState first = open();
        commit(first, 1, "a", "1");
        commit(first, 2, "a", "2");
        commit(first, 3, "b", "3");
        first.close();
        StateDirectory.discard(shard().directory(stateDirectory));

        ShardState second = open();

        assertThat(rows(second)).isEqualTo(Map.of("a", "2", "b", "3"));
        assertThat(second.marker()).map(Marker::sequence).contains(3L);
    }

    @Test
    void anEmptyTailIsRecognisedPastTransactionMarkers() {
        ShardState first = open();
        commit(first, 1, "a", "1");
        first.close();

        ShardState second = open();

        assertThat(second.marker()).map(Marker::sequence).contains(1L);
        assertThat(commit(second, 2, "a", "2")).isInstanceOf(CommitOutcome.Committed.class);
    }

    @Test
    void openingAShardFencesItsEarlierOwner() {
        ShardState zombie = open(stateDirectory.resolve("zombie"));
        commit(zombie, 1, "a", "1");

        ShardState owner = open();

        assertThat(commit(zombie, 2, "a", "stale")).isInstanceOf(CommitOutcome.Lost.class);
        assertThat(commit(owner, 2, "a", "2")).isInstanceOf(CommitOutcome.Committed.class);
        awaitOutputs("output of 1", "output of 2");
    }

    @Test
    void whatADeadOwnerLeftOpenIsAbortedAndNotRestored() throws Exception {
        ShardState first = open();
        commit(first, 1, "a", "1");
        first.close();
        Producer<byte[], byte[]> dying = clients(Map.of()).transactionalProducer(shard().transactionalId(), 1);
        opened.add(() -> dying.close(Duration.ZERO));
        dying.initTransactions();
        dying.beginTransaction();
        dying.send(new ProducerRecord<>(shard().changelogTopic(), 0, row("a"), "torn".getBytes(UTF_8)))
                .get();

        ShardState second = open();

        assertThat(rows(second)).isEqualTo(Map.of("a", "1"));
    }

    /** What a broker killed in mid-commit can leave, made here by a writer whose transaction ours does not end. */
    @Test
    void aTransactionThatNobodyHasEndedKeepsTheShardClosedUntilItEnds() throws Exception {
        ShardState first = open();
        commit(first, 1, "a", "1");
        first.close();
        Producer<byte[], byte[]> hanging = clients(Map.of()).transactionalProducer("forgotten", 1);
        opened.add(() -> hanging.close(Duration.ZERO));
        hanging.initTransactions();
        hanging.beginTransaction();
        hanging.send(new ProducerRecord<>(shard().changelogTopic(), 0, row("a"), "unknown".getBytes(UTF_8)))
                .get();

        assertThatThrownBy(this::open)
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining(
                        "Expected every transaction in pitwall-crash-" + input + "-changelog-0 to have ended")
                .hasMessageContaining("kafka-transactions.sh find-hanging");

        hanging.abortTransaction();
        await().ignoreExceptionsInstanceOf(RetriableException.class)
                .untilAsserted(() -> assertThat(rows(open())).isEqualTo(Map.of("a", "1")));
    }

    @Test
    void atLeastOnceCommitsAndRestoresWithoutTransactions() {
        ShardState first = open(stateDirectory, ProcessingGuarantee.AT_LEAST_ONCE, Map.of());
        assertThat(commit(first, 1, "a", "1")).isInstanceOf(CommitOutcome.Committed.class);
        first.close();
        StateDirectory.discard(shard().directory(stateDirectory));

        ShardState second = open(stateDirectory, ProcessingGuarantee.AT_LEAST_ONCE, Map.of());

        assertThat(rows(second)).isEqualTo(Map.of("a", "1"));
        assertThat(second.marker()).map(Marker::sequence).contains(1L);
        awaitOutputs("output of 1");
    }

    @Test
    void aRecordTooLargeForKafkaEndsTheTaskWithTheRemedy() {
        ShardState state = open(stateDirectory, ProcessingGuarantee.EXACTLY_ONCE, Map.of("max.request.size", "1000"));

        assertThatThrownBy(() -> commit(state, 1, "a", "x".repeat(2_000)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("kafka.max.request.size");
        assertThat(committedOutputs()).isEmpty();
    }

    @Test
    void aMissingInputIsWaitedFor() {
        input = "not-yet-there";

        assertThatThrownBy(this::open)
                .isInstanceOf(org.apache.kafka.common.errors.RetriableException.class)
                .hasMessageContaining("not-yet-there");
    }

    private ShardState open() {
        return open(stateDirectory);
    }

    private ShardState open(Path directory) {
        return open(directory, ProcessingGuarantee.EXACTLY_ONCE, Map.of());
    }

    private ShardState open(Path directory, ProcessingGuarantee guarantee, Map<String, String> clientConfigs) {
        KafkaState.Settings settings = new KafkaState.Settings(
                "crash", List.of(output), guarantee, new LocalState(directory, 32 << 20), kind -> 1);
        KafkaState kafka = new KafkaState(settings, clients(clientConfigs), System::currentTimeMillis);
        opened.add(kafka);
        ShardState state = kafka.open(input, 0, () -> false);
        opened.add(state);
        return state;
    }

    private static KafkaClients clients(Map<String, String> extraConfigs) {
        Map<String, String> configs = new TreeMap<>(extraConfigs);
        configs.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaClients(configs);
    }

    private ShardId shard() {
        return new ShardId("crash", input, 0);
    }

    private CommitOutcome commit(ShardState state, long sequence, String key, String value) {
        Marker marker = new Marker(sequence, sequence * 10, 0, 0, Counters.ZERO, state.inputTopicId(), 0);
        ProducerRecord<byte[], byte[]> result =
                new ProducerRecord<>(output, 0, null, ("output of " + sequence).getBytes(UTF_8));
        return state.commit(new Commit(
                List.of(result), List.of(new StateChange(row(key), ("\u0001" + value).getBytes(UTF_8))), marker));
    }

    private static byte[] row(String key) {
        return ("\u0001" + key).getBytes(UTF_8);
    }

    private static Map<String, String> rows(ShardState state) {
        Map<String, String> rows = new TreeMap<>();
        state.forEachRow(
                (key, value) -> rows.put(new String(key, UTF_8).substring(1), new String(value, UTF_8).substring(1)));
        return rows;
    }

    /** The broker ends a transaction in each partition a little after it has answered. */
    private void awaitOutputs(String... expected) {
        await().untilAsserted(() -> assertThat(committedOutputs()).containsExactly(expected));
    }

    private List<String> committedOutputs() {
        TopicPartition partition = new TopicPartition(output, 0);
        List<String> outputs = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = clients(Map.of()).readCommittedConsumer("reader")) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Optional.ofNullable(
                            consumer.endOffsets(List.of(partition)).get(partition))
                    .orElseThrow();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> outputs.add(new String(record.value(), UTF_8)));
            }
        }
        return outputs;
    }

    /** Returns once the topic can be described: the broker tells of it a little after it has answered. */
    private static void createTopic(String name, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                .all()
                .get();
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(partitionsOf(name)).isEqualTo(partitions));
    }

    private static int partitionsOf(String topic) throws Exception {
        TopicDescription description = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next();
        return description.partitions().size();
    }
}
