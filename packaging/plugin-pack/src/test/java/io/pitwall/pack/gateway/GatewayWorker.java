package io.pitwall.pack.gateway;

import io.pitwall.local.ConnectRest;
import io.pitwall.local.FreePorts;
import io.pitwall.local.KafkaLibs;
import io.pitwall.local.WorkerConfig;
import io.pitwall.local.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/**
 * A worker process and the one port on which its gateways listen. All workers of this test are on one machine, so each finds
 * its port in a file in its own working folder, through a config provider.
 */
final class GatewayWorker {

    /** For {@code http.port} in the config of a connector. */
    static final String OWN_PORT = "${file:gateway.properties:port}";

    /** What a worker and its gateways must get by with, in any of these tests: it ends where that is not enough. */
    private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1", "-Xmx256m");

    private static final Map<String, String> PROVIDER = Map.of(
            "config.providers", "file",
            "config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");

    private final WorkerProcess process;
    private final int port = FreePorts.next();

    GatewayWorker(WorkerConfig config) {
        process = WorkerProcess.create(KafkaLibs.CURRENT.libs(), config.with(PROVIDER), JVM);
        try {
            Files.writeString(config.dir().resolve("gateway.properties"), "port=" + port);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the port of a worker's gateways", e);
        }
    }

    WorkerProcess process() {
        return process;
    }

    ConnectRest rest() {
        return process.rest();
    }

    /** Where its gateways take requests. */
    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
