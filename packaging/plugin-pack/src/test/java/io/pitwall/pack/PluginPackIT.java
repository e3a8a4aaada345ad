package io.pitwall.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pitwall.local.ConnectRest;
import io.pitwall.local.KafkaLibs;
import io.pitwall.local.LocalBroker;
import io.pitwall.local.PluginPack;
import io.pitwall.local.WorkerConfig;
import io.pitwall.local.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The zip as users have it: unpacked into the plugin path of real workers that find plugins by service loading only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PluginPackIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<KafkaLibs, WorkerProcess> workers = new HashMap<>();
    private LocalBroker broker;
    private PluginPack pack;

    @BeforeAll
    void startAWorkerOfEachVersion(@TempDir Path dir) {
        pack = PluginPack.unpack(PluginPack.zip(Path.of(System.getProperty("pitwall.root"))), dir.resolve("plugins"));
        broker = LocalBroker.start();
        for (KafkaLibs version : KafkaLibs.values()) {
            WorkerConfig config = WorkerConfig.of(
                            dir.resolve(version.name()), broker.bootstrapServers(), List.of(pack.pluginPath()))
                    .with(groupOfItsOwn(version));
            workers.put(version, WorkerProcess.create(version.libs(), config).start());
        }
        workers.values().forEach(WorkerProcess::awaitReady);
    }

    private static Map<String, String> groupOfItsOwn(KafkaLibs version) {
        return Map.of(
                "group.id", "workers-" + version,
                "config.storage.topic", "config-" + version,
                "offset.storage.topic", "offset-" + version,
                "status.storage.topic", "status-" + version);
    }

    @AfterAll
    void stopEverything() {
        workers.values().forEach(WorkerProcess::close);
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void workerListsEveryPluginWithThePacksVersion(KafkaLibs version) throws IOException {
        String packVersion =
                JSON.readTree(pack.manifest().toFile()).path("version").asText();
        List<String> names = Plugins.listed().stream().map(Plugins.Plugin::name).toList();

        assertThat(rest(version).plugins())
                .filteredOn(plugin -> plugin.className().startsWith("io.pitwall."))
                .allSatisfy(plugin -> assertThat(plugin.version()).isEqualTo(packVersion))
                .extracting(ConnectRest.Plugin::className)
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @ParameterizedTest
    @EnumSource
    void validatingAnAlmostEmptyConfigIsAnsweredWithTheMissingKeys(KafkaLibs version) {
        for (Plugins.Plugin connector : connectors()) {
            Map<String, String> config = Map.of("connector.class", connector.name(), "topics", "rows");

            Map<String, List<String>> errors = rest(version).validationErrors(connector.name(), config);

            assertThat(errors).as(connector.name()).containsKey("name").hasSizeGreaterThan(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTransformTellsItsKeys(KafkaLibs version) {
        for (Plugins.Plugin plugin : Plugins.listed()) {
            ConnectRest.Answer answer = rest(version).raw("GET", "/connector-plugins/" + plugin.name() + "/config", "");

            assertThat(answer.status()).as(plugin.name()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyExampleValidatesCleanly(KafkaLibs version) throws IOException {
        assertThat(pack.examples()).isNotEmpty();
        for (Path example : pack.examples()) {
            Map<String, String> config = JSON.readValue(example.toFile(), new TypeReference<>() {});
            Map<String, String> named = new HashMap<>(config);
            named.put("name", example.getFileName().toString().replace(".json", ""));

            Map<String, List<String>> errors =
                    rest(version).validationErrors(config.getOrDefault("connector.class", ""), named);

            assertThat(errors).as(example.getFileName().toString()).isEmpty();
        }
    }

    private ConnectRest rest(KafkaLibs version) {
        WorkerProcess worker = workers.get(version);
        if (worker == null) {
            throw new IllegalStateException("No worker of version " + version + " runs.");
        }
        return worker.rest();
    }

    private static List<Plugins.Plugin> connectors() {
        return Plugins.listed().stream().filter(Plugins.Plugin::isConnector).toList();
    }
}
