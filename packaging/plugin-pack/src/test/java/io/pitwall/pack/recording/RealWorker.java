package io.pitwall.pack.recording;

import io.pitwall.local.BrokerProcess;
import io.pitwall.local.KafkaLibs;
import io.pitwall.local.PluginPack;
import io.pitwall.local.WorkerConfig;
import io.pitwall.local.WorkerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One broker process and one worker process with the unpacked zip, started for the first test that asks for them as a
 * parameter and shared by all that follow. A test that stops or kills one of them starts it again.
 */
final class RealWorker implements AutoCloseable {

    private final Path dir;
    private final BrokerProcess broker;
    private final WorkerProcess worker;
    private final PluginPack pack;
    private final AtomicInteger pipelines = new AtomicInteger();

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
                WorkerConfig.of(dir.resolve("worker"), broker.bootstrapServers(), List.of(pack.pluginPath())));
        worker.start().awaitReady();
    }

    BrokerProcess broker() {
        return broker;
    }

    WorkerProcess worker() {
        return worker;
    }

    /** The config of a connector as the zip ships it. */
    Path example(String connector) {
        return pack.examples().stream()
                .filter(file -> file.getFileName().toString().equals(connector + ".json"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The zip ships no etc/" + connector + ".json"));
    }

    /** Topics and connectors of a name that no other test uses. */
    Pipeline pipeline(String name, int partitions) {
        String unique = name + "-" + pipelines.incrementAndGet();
        return new Pipeline(this, unique, partitions, dir.resolve("state").resolve(unique));
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
