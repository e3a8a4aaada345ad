package io.pitwall.pack.gateway;

import io.pitwall.local.BrokerProcess;
import io.pitwall.local.Folders;
import io.pitwall.local.KafkaLibs;
import io.pitwall.local.PluginPack;
import io.pitwall.local.WorkerConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One broker process, two worker processes with exactly-once support and one without, started for the first test that asks for
 * them as a parameter and shared by all that follow. A test that ends one of them starts it again.
 */
final class GatewayStage implements AutoCloseable {

    private static final int PARTITIONS = 2;

    private final Path dir;
    private final BrokerProcess broker;
    private final Cluster exactlyOnce;
    private final Cluster atLeastOnce;

    private GatewayStage(Path dir) {
        this.dir = dir;
        Folders.delete(dir);
        broker = BrokerProcess.create(KafkaLibs.CURRENT.libs(), dir.resolve("broker"));
        Path zip = PluginPack.zip(Path.of(System.getProperty("pitwall.root", ".")));
        Path plugins = PluginPack.unpack(zip, dir.resolve("plugins")).pluginPath();
        exactlyOnce =
                new Cluster("exactly-once", 2, dir, bootstrapServers(), plugins, WorkerConfig::withExactlyOnceSources);
        atLeastOnce = new Cluster("at-least-once", 1, dir, bootstrapServers(), plugins, config -> config);
    }

    private static GatewayStage open(Path dir) {
        GatewayStage stage = new GatewayStage(dir);
        try {
            stage.broker.start().awaitReady();
            // One after the other, since both workers of a cluster would make its topics.
            stage.exactlyOnce.workers().get(0).process().start();
            stage.atLeastOnce.start();
            stage.exactlyOnce.workers().get(0).process().awaitReady();
            stage.exactlyOnce.workers().get(1).process().start();
            stage.exactlyOnce.awaitReady();
            stage.atLeastOnce.awaitReady();
            return stage;
        } catch (RuntimeException | Error e) {
            stage.close();
            throw e;
        }
    }

    BrokerProcess broker() {
        return broker;
    }

    /** Two workers. */
    Cluster exactlyOnce() {
        return exactlyOnce;
    }

    /** One worker. */
    Cluster atLeastOnce() {
        return atLeastOnce;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Creates a topic and returns the config of a gateway that fills it, on the path of the same name. */
    Map<String, String> gateway(String name) {
        createTopic(name);
        return new HashMap<>(Map.of(
                "connector.class",
                "io.pitwall.source.http.HttpGatewaySourceConnector",
                "tasks.max",
                "1",
                "topic",
                name,
                "http.port",
                GatewayWorker.OWN_PORT,
                "http.path",
                "/" + name,
                "records.pointer",
                "/payload",
                "envelope.fields",
                "deviceId,sessionId,messageId",
                "key.field",
                "sessionId"));
    }

    private void createTopic(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot create the topic " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating the topic " + topic, e);
        }
    }

    WrittenRows committedIn(String topic) {
        return WrittenRows.committedIn(bootstrapServers(), topic);
    }

    /** Ends all processes; only their logs stay. */
    @Override
    public void close() {
        exactlyOnce.close();
        atLeastOnce.close();
        broker.close();
        Folders.delete(dir.resolve("plugins"));
        Folders.delete(dir.resolve("broker").resolve("data"));
    }

    /** Gives the shared processes to tests that have a parameter of this type. */
    static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == GatewayStage.class;
        }

        @Override
        public GatewayStage resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(GatewayStage.class))
                    .computeIfAbsent(
                            GatewayStage.class,
                            unseen -> open(Path.of("target", "gateway").toAbsolutePath()),
                            GatewayStage.class);
        }
    }
}
