package io.pitwall.benchmarks.gateway;

import io.pitwall.benchmarks.process.CpuTime;
import io.pitwall.benchmarks.process.JobProcess;
import io.pitwall.benchmarks.process.Setup;
import io.pitwall.local.FreePorts;
import io.pitwall.local.KafkaLibs;
import io.pitwall.local.WorkerConfig;
import io.pitwall.local.WorkerProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gateway on a Connect worker of its own, loaded from the unpacked zip as a user would.
 *
 * @param plugins the folder the zip is unpacked in
 */
record GatewayPeer(Setup setup, Path plugins, Guarantee guarantee, Values values) implements Peer {

    private static final String CONNECTOR = "gateway";

    enum Guarantee {
        AT_LEAST_ONCE,
        EXACTLY_ONCE
    }

    /** What the records are while they are in the worker. */
    enum Values {
        /** The text of the body, as {@code value.format=json} has it. */
        JSON,
        /** Maps, which a converter writes. */
        OBJECTS
    }

    @Override
    public String name() {
        return "gateway, "
                + switch (guarantee) {
                    case AT_LEAST_ONCE -> "at least once";
                    case EXACTLY_ONCE -> "exactly once";
                }
                + switch (values) {
                    case JSON -> "";
                    case OBJECTS -> ", `JsonConverter`";
                };
    }

    @Override
    public Run start(Load load, String topic) {
        WorkerProcess worker =
                WorkerProcess.create(KafkaLibs.CURRENT.libs(), workerConfig("worker-" + topic), setup.jvmOptions());
        worker.start().awaitReady();
        int port = FreePorts.next();
        worker.rest().putConfig(CONNECTOR, connectorConfig(topic, port));
        worker.rest().awaitRunning(CONNECTOR);
        JobProcess clients = Clients.start(setup, load, port, topic);
        return new Run(clients, () -> CpuTime.of(worker.pid()), () -> {
            clients.close();
            // In good order: only then is a flight recording written.
            worker.stop();
        });
    }

    /** A group of workers per trial, and offset commits once a minute as workers do it by default. */
    private WorkerConfig workerConfig(String group) {
        WorkerConfig config = WorkerConfig.of(
                        setup.directory().resolve(group), setup.bootstrapServers(), List.of(plugins))
                .with(Map.of(
                        "group.id", group,
                        "config.storage.topic", group + "-configs",
                        "offset.storage.topic", group + "-offsets",
                        "status.storage.topic", group + "-status",
                        "offset.flush.interval.ms", "60000"));
        return guarantee == Guarantee.EXACTLY_ONCE ? config.withExactlyOnceSources() : config;
    }

    private Map<String, String> connectorConfig(String topic, int port) {
        Map<String, String> config = new HashMap<>(
                switch (values) {
                    case JSON ->
                        Map.of(
                                "value.format", "json",
                                "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
                    case OBJECTS ->
                        Map.of(
                                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                                "value.converter.schemas.enable", "false");
                });
        config.put("connector.class", "io.pitwall.source.http.HttpGatewaySourceConnector");
        config.put("tasks.max", "1");
        config.put("topic", topic);
        config.put("http.port", Integer.toString(port));
        config.put("http.path", HttpConnection.PATH);
        config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        return config;
    }

    @Override
    public Written written() {
        return switch (values) {
            case JSON -> Written.SAME_BYTES;
            case OBJECTS -> Written.ROWS;
        };
    }
}
