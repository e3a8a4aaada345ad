package io.pitwall.demo;

import io.pitwall.local.LocalBroker;
import io.pitwall.local.LocalWorker;
import io.pitwall.local.PluginPack;
import io.pitwall.local.WorkerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Broker, worker and the two shipped connectors, all in this JVM; the plugins come from the unpacked zip alone. */
final class LocalStack implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final Ports ports;
    private final PluginPack pack;
    private final LocalBroker broker;
    private final LocalWorker worker;

    private LocalStack(Ports ports, PluginPack pack, LocalBroker broker, LocalWorker worker) {
        this.ports = ports;
        this.pack = pack;
        this.broker = broker;
        this.worker = worker;
    }

    /** Starts broker and worker, and says of each step how long it took. */
    static LocalStack start(Path zip, Path dir, Ports ports, Consumer<String> progress) {
        PluginPack pack =
                timed(progress, "Unpacked " + zip.getFileName(), () -> PluginPack.unpack(zip, dir.resolve("plugins")));
        LocalBroker broker = timed(
                progress,
                "Kafka broker on port " + ports.broker(),
                () -> LocalBroker.start(
                        dir.resolve("broker"), ports.broker(), Map.of("num.partitions", String.valueOf(PARTITIONS))));
        try {
            createRowsTopic(broker);
            LocalWorker worker = timed(
                    progress,
                    "Connect worker on port " + ports.rest(),
                    () -> LocalWorker.start(workerConfig(dir, ports, broker, pack)));
            return new LocalStack(ports, pack, broker, worker);
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** PUTs both connectors and waits until they run. */
    void createConnectors(Consumer<String> progress) {
        connectors(pack.etc(), ports).forEach(connector -> create(connector, progress));
    }

    private static WorkerConfig workerConfig(Path dir, Ports ports, LocalBroker broker, PluginPack pack) {
        return WorkerConfig.of(dir.resolve("worker"), broker.bootstrapServers(), List.of(pack.pluginPath()))
                .withRestPort(ports.rest())
                .withExactlyOnceSources();
    }

    /** Before either connector: the sink would else make the topic when it subscribes, or the source when it first writes. */
    private static void createRowsTopic(LocalBroker broker) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("rows", PARTITIONS, (short) 1)));
        }
    }

    /** The two connectors as the files in {@code etc} have them, for these ports, and with the page for a phone. */
    static List<ShippedConnector> connectors(Path etc, Ports ports) {
        return List.of(
                ShippedConnector.read(etc.resolve("gateway-source.json"))
                        .with("http.port", String.valueOf(ports.gateway()))
                        .with("demo.page", "true"),
                ShippedConnector.read(etc.resolve("crash-detector-sink.json"))
                        .with("kafka.bootstrap.servers", "localhost:" + ports.broker()));
    }

    private void create(ShippedConnector connector, Consumer<String> progress) {
        timed(progress, "Connector " + connector.name(), () -> {
            worker.rest().putConfig(connector.name(), connector.json());
            worker.rest().awaitRunning(connector.name());
            return connector;
        });
    }

    private static <T> T timed(Consumer<String> progress, String what, Supplier<T> step) {
        long startNanos = System.nanoTime();
        T result = step.get();
        progress.accept(String.format("  %-46s %4.1f s", what, (System.nanoTime() - startNanos) / 1e9));
        return result;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    URI gateway() {
        return URI.create("http://127.0.0.1:" + ports.gateway() + "/telemetry");
    }

    URI gatewayHealth() {
        return gateway().resolve("/health/ready");
    }

    URI phonePage() {
        return gateway().resolve("/phone");
    }

    URI connectors() {
        return worker.restUri().resolve("/connectors?expand=status");
    }

    @Override
    public void close() {
        try {
            worker.close();
        } finally {
            broker.close();
        }
    }
}
