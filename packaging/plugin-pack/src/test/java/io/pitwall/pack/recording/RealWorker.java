package io.pitwall.pack.recording;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pitwall.local.BrokerProcess;
import io.pitwall.local.KafkaLibs;
import io.pitwall.local.LocalJmx;
import io.pitwall.local.PluginPack;
import io.pitwall.local.WorkerConfig;
import io.pitwall.local.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One broker process and one worker process with the unpacked zip, started for the first test that asks for them as a
 * parameter and shared by all that follow. A test that stops or kills one of them starts it again.
 */
final class RealWorker implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final Path dir;
    private final BrokerProcess broker;
    private final WorkerProcess worker;
    private final LocalJmx jmx = new LocalJmx();
    private final PluginPack pack;
    private final AtomicInteger names = new AtomicInteger();

    /** A pair of one's own whose worker is of another release of Connect. */
    static RealWorker on(KafkaLibs connect) {
        return new RealWorker(Folder.temporary(), connect);
    }

    private RealWorker(Path dir, KafkaLibs connect) {
        this.dir = dir;
        pack = PluginPack.unpack(
                PluginPack.zip(Path.of(System.getProperty("pitwall.root", "."))), dir.resolve("plugins"));
        broker = BrokerProcess.create(KafkaLibs.CURRENT.libs(), dir.resolve("broker"));
        broker.start().awaitReady();
        worker = WorkerProcess.create(
                connect.libs(),
                WorkerConfig.of(dir.resolve("worker"), broker.bootstrapServers(), List.of(pack.pluginPath())),
                jmx.jvmOptions());
        worker.start().awaitReady();
    }

    BrokerProcess broker() {
        return broker;
    }

    WorkerProcess worker() {
        return worker;
    }

    /** The MBeans of the worker as it runs now. */
    MBeansOfAWorker mbeans() {
        return MBeansOfAWorker.of(jmx);
    }

    /** The config of a connector as the zip ships it, to be changed at will. */
    Map<String, String> example(String connector) {
        Path shipped = pack.examples().stream()
                .filter(file -> file.getFileName().toString().equals(connector + ".json"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The zip ships no " + connector + ".json below etc"));
        try {
            return JSON.readValue(shipped.toFile(), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the shipped config of " + connector, e);
        }
    }

    /** Creates the connector or changes it, and waits until all its tasks run. */
    void start(String connector, Map<String, String> config) {
        worker.rest().putConfig(connector, config);
        worker.rest().awaitRunning(connector);
    }

    /** Removes the connector and waits for its end, so that nothing more is written. */
    void stop(String connector) {
        worker.rest().delete(connector);
        await().atMost(STOP_TIMEOUT).until(() -> statusOf("/connectors/" + connector + "/status") == 404);
    }

    void removeIfThere(String connector) {
        if (statusOf("/connectors/" + connector) == 200) {
            worker.rest().delete(connector);
        }
    }

    private int statusOf(String path) {
        return worker.rest().raw("GET", path, "").status();
    }

    void createTopic(String topic, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot create the topic " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating the topic " + topic, e);
        }
    }

    /** Topics and connectors of a name that no other test uses. */
    Pipeline pipeline(String name, int partitions) {
        String unique = unique(name);
        return new Pipeline(this, unique, partitions, state(unique));
    }

    /** The shipped fall detector, on topics and under names that no other test uses. */
    FallDetector fallDetector(String name, int partitions) {
        String unique = unique(name);
        return new FallDetector(this, unique, partitions, state(unique));
    }

    private String unique(String name) {
        return name + "-" + names.incrementAndGet();
    }

    private Path state(String name) {
        return dir.resolve("state").resolve(name);
    }

    @Override
    public void close() {
        worker.close();
        broker.close();
        Folder.delete(dir);
    }

    /** Gives the shared processes to tests that have a parameter of this type. */
    static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RealWorker.class;
        }

        @Override
        public RealWorker resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(RealWorker.class))
                    .computeIfAbsent(RealWorker.class, unseen -> on(KafkaLibs.CURRENT), RealWorker.class);
        }
    }
}
