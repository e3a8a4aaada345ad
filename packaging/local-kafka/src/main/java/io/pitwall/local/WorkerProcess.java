package io.pitwall.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A distributed Connect worker as a process that can be killed and started again on the same REST port. */
public final class WorkerProcess extends KafkaProcess {
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

    private final URI restUri;
    private final ConnectRest rest;

    private WorkerProcess(URI restUri, JavaProcess process) {
        super(process);
        this.restUri = restUri;
        this.rest = new ConnectRest(restUri);
    }

    /** Prepared but not started: its log goes below the config's folder, the worker's jars come from {@code libs}. */
    public static WorkerProcess create(Path libs, WorkerConfig config) {
        return create(libs, config, List.of());
    }

    public static WorkerProcess create(Path libs, WorkerConfig config, List<String> jvmOptions) {
        config.write();
        return new WorkerProcess(
                URI.create("http://127.0.0.1:" + config.restPort()),
                new JavaProcess(
                        "worker",
                        libs,
                        config.dir(),
                        jvmOptions,
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        List.of(config.file().toString())));
    }

    public WorkerProcess start() {
        process().start();
        return this;
    }

    /** Waits until the worker has joined its group and takes requests. */
    public WorkerProcess awaitReady() {
        process().awaitReady(READY_TIMEOUT, rest::isHealthy);
        return this;
    }

    public URI restUri() {
        return restUri;
    }

    public ConnectRest rest() {
        return rest;
    }
}
