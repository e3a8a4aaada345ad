package io.pitwall.local;

import java.net.URI;
import java.time.Duration;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;

/** A distributed Connect worker inside this JVM, with its plugins isolated from this JVM's class path. */
public final class LocalWorker implements AutoCloseable {
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);
    private static final long POLL_MS = 50;

    private final Connect<DistributedHerder> connect;
    private final ConnectRest rest;
    private final URI restUri;

    private LocalWorker(Connect<DistributedHerder> connect, URI restUri) {
        this.connect = connect;
        this.restUri = restUri;
        this.rest = new ConnectRest(restUri);
    }

    /** Returns once the worker has joined its group and takes requests. */
    public static LocalWorker start(WorkerConfig config) {
        // The worker would end this JVM where it cannot start, and stop itself from a JVM hook that races with close().
        Exit.setExitProcedure((status, message) -> {
            throw new IllegalStateException("The Connect worker gave up with status " + status + ": " + message);
        });
        Exit.setShutdownHookAdder((name, hook) -> {});
        ClassLoader ofTheCaller = Thread.currentThread().getContextClassLoader();
        try {
            URI restUri = URI.create("http://127.0.0.1:" + config.restPort());
            LocalWorker worker = new LocalWorker(new ConnectDistributed().startConnect(config.properties()), restUri);
            worker.awaitReady();
            return worker;
        } finally {
            Thread.currentThread().setContextClassLoader(ofTheCaller);
            Exit.resetShutdownHookAdder();
            Exit.resetExitProcedure();
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (!rest.isHealthy()) {
            if (System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException(
                        "The Connect worker was not ready after " + READY_TIMEOUT.toSeconds() + " s.");
            }
            Pauses.pause(POLL_MS);
        }
    }

    public URI restUri() {
        return restUri;
    }

    public ConnectRest rest() {
        return rest;
    }

    @Override
    public void close() {
        connect.stop();
        connect.awaitStop();
    }
}
