package io.pitwall.sink.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.local.FreePorts;
import io.pitwall.local.LocalBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerRestartIT {

    @TempDir
    Path directory;

    @Test
    void aShardGoesOnWhereItWasWhenTheBrokerComesBack() throws Exception {
        int port = FreePorts.next();
        Path brokerDirectory = directory.resolve("broker");
        Map<String, String> configs = Map.of("bootstrap.servers", "127.0.0.1:" + port);
        KafkaState.Settings settings = new KafkaState.Settings(
                "crash",
                List.of("features"),
                ProcessingGuarantee.EXACTLY_ONCE,
                new LocalState(directory.resolve("state"), 32 << 20),
                kind -> 1);
        try (KafkaState kafka = new KafkaState(settings, new KafkaClients(configs), System::currentTimeMillis)) {
            ShardState before;
            try (LocalBroker broker = LocalBroker.start(brokerDirectory, port, Map.of())) {
                assertThat(broker.bootstrapServers()).endsWith(":" + port);
                createTopic("rows", configs);
                InputTopic.fill(new KafkaClients(configs), "rows", 10);
                before = kafka.open("rows", 0, () -> false);
                assertThat(commit(before, 1)).isInstanceOf(CommitOutcome.Committed.class);
            }

            long startedAt = System.nanoTime();
            CommitOutcome whileAway = commit(before, 2);
            assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofSeconds(20));
            assertThat(whileAway).isNotInstanceOf(CommitOutcome.Committed.class);
            before.close();

            try (LocalBroker broker = LocalBroker.start(brokerDirectory, port, Map.of())) {
                assertThat(broker.bootstrapServers()).endsWith(":" + port);
                ShardState after = Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptionsInstanceOf(org.apache.kafka.common.errors.RetriableException.class)
                        .until(() -> kafka.open("rows", 0, () -> false), opened -> true);
                try (after) {
                    assertThat(after.marker()).map(Marker::sequence).contains(1L);
                    assertThat(commit(after, 2)).isInstanceOf(CommitOutcome.Committed.class);
                }
            }
        }
    }

    @Test
    void aBrokerThatIsGoneCostsACommitOneWaitAndNotOnePerRecord() throws Exception {
        int port = FreePorts.next();
        Map<String, String> configs = Map.of("bootstrap.servers", "127.0.0.1:" + port, "max.block.ms", "200");
        ShardId shard = new ShardId("crash", "rows", 0);
        ProducerRecord<byte[], byte[]> output = new ProducerRecord<>("features", new byte[] {1});
        Commit commit = new Commit(Collections.nCopies(500, output), List.of(), Marker.initial(Uuid.ONE_UUID, 1));
        try (KafkaChangelog changelog = new KafkaChangelog(
                shard,
                new KafkaClients(configs),
                ProcessingGuarantee.AT_LEAST_ONCE,
                ChangelogTopic.made(Uuid.ONE_UUID),
                kind -> 1,
                new Patience(shard))) {
            try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), port, Map.of())) {
                assertThat(broker.bootstrapServers()).endsWith(":" + port);
                createTopic(shard.changelogTopic(), configs);
                changelog.open();
            }

            long startedAt = System.nanoTime();
            Changelog.Result result = changelog.commit(commit);

            assertThat(result.outcome()).isInstanceOf(CommitOutcome.Lost.class);
            assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofSeconds(20));
        }
    }

    private static void createTopic(String name, Map<String, String> configs) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", configs.getOrDefault("bootstrap.servers", ""));
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private static CommitOutcome commit(ShardState state, long sequence) {
        Marker marker = new Marker(sequence, sequence, 0, 0, Counters.ZERO, state.inputTopicId(), 0);
        return state.commit(new Commit(List.of(new ProducerRecord<>("features", new byte[] {1})), List.of(), marker));
    }
}
