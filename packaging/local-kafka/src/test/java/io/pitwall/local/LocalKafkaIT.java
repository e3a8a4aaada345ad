package io.pitwall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalKafkaIT {
    @TempDir
    private Path dir;

    @Test
    void brokerInThisJvmFencesTransactionsAsTheNewestProtocolDoes() throws Exception {
        try (LocalBroker broker = LocalBroker.start();
                Admin admin = admin(broker.bootstrapServers())) {
            FeatureMetadata features =
                    admin.describeFeatures().featureMetadata().get();

            assertThat(features.finalizedFeatures())
                    .hasEntrySatisfying("transaction.version", range -> assertThat(range.maxVersionLevel())
                            .isEqualTo((short) 2));
        }
    }

    @Test
    void brokerInAKeptFolderCarriesOnWithItsTopics() throws Exception {
        int port = FreePorts.next();
        try (LocalBroker broker = LocalBroker.start(dir, port, Map.of());
                Admin admin = admin(broker.bootstrapServers())) {
            createTopic(admin, "kept");
        }

        try (LocalBroker broker = LocalBroker.start(dir, port, Map.of());
                Admin admin = admin(broker.bootstrapServers())) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void brokerProcessComesBackAfterSigkillOnTheSamePortWithItsTopics() throws Exception {
        try (BrokerProcess broker = BrokerProcess.create(KafkaLibs.CURRENT.libs(), dir)) {
            broker.start().awaitReady();
            try (Admin admin = admin(broker.bootstrapServers())) {
                createTopic(admin, "kept");
                long firstPid = broker.pid();

                broker.kill();
                assertThat(broker.isAlive()).isFalse();
                broker.start().awaitReady();

                assertThat(broker.pid()).isNotEqualTo(firstPid);
                assertThat(admin.listTopics().names().get()).contains("kept");
            }
            broker.stop();
            assertThat(broker.isAlive()).isFalse();
        }
    }

    @Test
    void pausedProcessAnswersNobodyUntilItIsResumed() throws Exception {
        try (BrokerProcess broker = BrokerProcess.create(KafkaLibs.CURRENT.libs(), dir)) {
            broker.start().awaitReady();
            try (Admin admin = admin(broker.bootstrapServers())) {
                createTopic(admin, "kept");

                broker.pause();
                assertThat(admin.listTopics().names().toCompletionStage().toCompletableFuture())
                        .failsWithin(Duration.ofSeconds(1));
                assertThat(broker.isAlive()).isTrue();
                broker.resume();

                assertThat(admin.listTopics().names().get()).contains("kept");
            }
        }
    }

    @Test
    void workerProcessComesBackAfterSigkillWithItsConnectors() throws Exception {
        Path plugins = Files.createDirectory(dir.resolve("plugins"));
        try (LocalBroker broker = LocalBroker.start();
                WorkerProcess worker = WorkerProcess.create(
                        KafkaLibs.CURRENT.libs(),
                        WorkerConfig.of(dir, broker.bootstrapServers(), List.of(plugins))
                                .withExactlyOnceSources())) {
            worker.start().awaitReady();
            worker.rest().putConfig("sink", sink());
            worker.rest().awaitRunning("sink");

            worker.kill();
            worker.start().awaitReady();

            worker.rest().awaitRunning("sink");
            worker.rest().delete("sink");
            worker.stop();
            assertThat(worker.isAlive()).isFalse();
        }
    }

    @Test
    void workerOfThePreviousVersionRunsAgainstTheCurrentBroker() throws Exception {
        Path plugins = Files.createDirectory(dir.resolve("plugins"));
        try (LocalBroker broker = LocalBroker.start();
                WorkerProcess worker = WorkerProcess.create(
                        KafkaLibs.PREVIOUS.libs(), WorkerConfig.of(dir, broker.bootstrapServers(), List.of(plugins)))) {
            worker.start().awaitReady();

            assertThat(worker.rest().raw("GET", "/", "").body()).contains("\"version\":\"3.9");
        }
    }

    @Test
    void workerInThisJvmRefusesAnUnknownConnectorAndSaysWhy() throws Exception {
        Path plugins = Files.createDirectory(dir.resolve("plugins"));
        try (LocalBroker broker = LocalBroker.start();
                LocalWorker worker =
                        LocalWorker.start(WorkerConfig.of(dir, broker.bootstrapServers(), List.of(plugins)))) {
            Map<String, String> config = Map.of("connector.class", "NoSuchConnector");

            assertThatThrownBy(() -> worker.rest().putConfig("none", config))
                    .isInstanceOf(ConnectRestException.class)
                    .hasMessageContaining("NoSuchConnector");
        }
    }

    @Test
    void workerThatCannotStartShowsTheEndOfItsLog() throws Exception {
        Path plugins = Files.createDirectory(dir.resolve("plugins"));
        WorkerConfig config = WorkerConfig.of(dir, "127.0.0.1:" + FreePorts.next(), List.of(plugins))
                .with(Map.of("offset.flush.interval.ms", "soon"));
        try (WorkerProcess worker = WorkerProcess.create(KafkaLibs.CURRENT.libs(), config)) {
            worker.start();

            assertThatThrownBy(worker::awaitReady)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("exit code")
                    .hasMessageContaining("offset.flush.interval.ms");
        }
    }

    private Map<String, String> sink() {
        return Map.of(
                "connector.class", "org.apache.kafka.connect.file.FileStreamSinkConnector",
                "topics", "numbers",
                "file", dir.resolve("numbers.txt").toString());
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private static void createTopic(Admin admin, String name) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
}
