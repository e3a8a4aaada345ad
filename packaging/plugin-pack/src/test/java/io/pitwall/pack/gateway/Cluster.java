package io.pitwall.pack.gateway;

import static org.awaitility.Awaitility.await;

import io.pitwall.local.ConnectRest;
import io.pitwall.local.WorkerConfig;
import io.pitwall.local.WorkerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The workers of one Connect cluster. Every one has the unpacked zip and answers for all of them. */
final class Cluster {

    private static final Duration STATE_TIMEOUT = Duration.ofMinutes(1);

    private final List<GatewayWorker> workers = new ArrayList<>();

    /** Prepared but not started. */
    Cluster(
            String name,
            int size,
            Path dir,
            String bootstrapServers,
            Path pluginPath,
            UnaryOperator<WorkerConfig> settings) {
        for (int number = 1; number <= size; number++) {
            WorkerConfig config = WorkerConfig.of(
                            dir.resolve(name + "-" + number), bootstrapServers, List.of(pluginPath))
                    .with(Map.of(
                            "group.id", name,
                            "config.storage.topic", name + "-config",
                            "offset.storage.topic", name + "-offset",
                            "status.storage.topic", name + "-status"));
            workers.add(new GatewayWorker(settings.apply(config)));
        }
    }

    List<GatewayWorker> workers() {
        return List.copyOf(workers);
    }

    /** The first worker, which no test stops for longer than it takes to start it again. */
    ConnectRest rest() {
        return workers.get(0).rest();
    }

    void start() {
        workers.forEach(worker -> worker.process().start());
    }

    void awaitReady() {
        workers.forEach(worker -> worker.process().awaitReady());
    }

    void kill() {
        workers.forEach(worker -> worker.process().kill());
    }

    /** The address of a gateway's path on each worker. */
    List<URI> uris(String path) {
        return workers.stream().map(worker -> worker.uri(path)).toList();
    }

    /** Creates the connector and waits until its tasks run. */
    void create(String connector, Map<String, String> config) {
        rest().putConfig(connector, config);
        rest().awaitRunning(connector);
    }

    /** Returns when no task of the connector is polled any more. */
    void pause(String connector) {
        change(connector, "pause");
        await("the pause of " + connector).atMost(STATE_TIMEOUT).until(() -> {
            String status = status(connector).body();
            return status.contains("\"PAUSED\"") && !status.contains("\"RUNNING\"");
        });
    }

    void resume(String connector) {
        change(connector, "resume");
        rest().awaitRunning(connector);
    }

    private void change(String connector, String state) {
        ConnectRest.Answer answer = rest().raw("PUT", "/connectors/" + connector + "/" + state, "");
        if (answer.status() != 202) {
            throw new IllegalStateException("The worker did not " + state + " " + connector + ": " + answer);
        }
    }

    /** Restarts the connector and all its tasks. */
    void restart(String connector) {
        String path = "/connectors/" + connector + "/restart?includeTasks=true";
        await("the restart of " + connector)
                .atMost(STATE_TIMEOUT)
                .until(() -> rest().raw("POST", path, "").status() / 100 == 2);
        rest().awaitRunning(connector);
    }

    /** What the worker says of the connector and where its tasks are. */
    ConnectRest.Answer status(String connector) {
        return rest().raw("GET", "/connectors/" + connector + "/status", "");
    }

    /** Removes the connector and waits for its end, so that nothing more is written. */
    void remove(String connector) {
        rest().delete(connector);
        await("the end of " + connector)
                .atMost(STATE_TIMEOUT)
                .until(() -> status(connector).status() == 404);
    }

    void close() {
        workers.stream().map(GatewayWorker::process).forEach(WorkerProcess::close);
    }
}
