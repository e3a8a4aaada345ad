package io.pitwall.benchmarks.compare;

import io.pitwall.benchmarks.process.CpuTime;
import io.pitwall.benchmarks.process.Setup;
import io.pitwall.local.WorkerConfig;
import io.pitwall.local.WorkerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The window sink on a Connect worker of its own, loaded from the unpacked zip as a user would.
 *
 * @param libs the jars of the worker
 * @param plugins the folder the zip is unpacked in
 * @param properties further connector properties
 */
record PitwallPeer(Setup setup, Path libs, Path plugins, Map<String, String> properties) implements Peer {

    PitwallPeer {
        properties = Map.copyOf(properties);
    }

    @Override
    public String name() {
        return "Pitwall";
    }

    @Override
    public Run start(Workload workload, String inputTopic) {
        String connector = "pitwall-" + inputTopic;
        Path directory = setup.directory().resolve(connector);
        WindowTopic windows = WindowTopic.create(setup.bootstrapServers(), connector + "-windows");
        WorkerConfig config = WorkerConfig.of(directory, setup.bootstrapServers(), List.of(plugins))
                .with(workerProperties(connector));
        WorkerProcess worker = WorkerProcess.create(libs, config, setup.jvmOptions());
        worker.start().awaitReady();
        Map<String, String> connectorConfig = connectorConfig(inputTopic, windows.name(), directory.resolve("state"));
        return new PitwallRun(
                workload, setup.bootstrapServers(), worker, windows, connector, inputTopic, connectorConfig);
    }

    /** A group of workers per trial, and offset commits once a minute as workers do it by default. */
    private static Map<String, String> workerProperties(String group) {
        return Map.of(
                "group.id", group,
                "config.storage.topic", group + "-configs",
                "offset.storage.topic", group + "-offsets",
                "status.storage.topic", group + "-status",
                "offset.flush.interval.ms", "60000");
    }

    Map<String, String> connectorConfig(String inputTopic, String outputTopic, Path state) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "io.pitwall.sink.WindowSinkConnector");
        config.put("topics", inputTopic);
        config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        config.put("consumer.override.isolation.level", "read_committed");
        config.put(
                "select",
                "sum(sqrt(`accelerometer-x` * `accelerometer-x` + `accelerometer-y` * `accelerometer-y`"
                        + " + `accelerometer-z` * `accelerometer-z`)) as force");
        config.put("window.size.ms", Long.toString(Workload.WINDOW_SIZE_MS));
        config.put("window.advance.ms", Long.toString(Workload.WINDOW_ADVANCE_MS));
        // The windows that stay open at the end are not part of the job, here or with the others.
        config.put("idle.timeout.ms", "-1");
        config.put("output.topic", outputTopic);
        config.put("state.dir", state.toString());
        config.put("kafka.bootstrap.servers", setup.bootstrapServers());
        config.putAll(properties);
        return config;
    }

    private record PitwallRun(
            Workload workload,
            String bootstrapServers,
            WorkerProcess worker,
            WindowTopic windows,
            String connector,
            String inputTopic,
            Map<String, String> connectorConfig)
            implements Run {

        @Override
        public void begin() {
            worker.rest().putConfig(connector, connectorConfig);
            worker.rest().awaitRunning(connector);
        }

        @Override
        public void awaitRows(long rows) {
            windows.awaitWindows(workload.windowsClosedBy(rows));
        }

        @Override
        public Duration cpuTime() {
            return CpuTime.of(worker.pid());
        }

        @Override
        public Optional<Output> output() {
            String changelog = "pitwall-" + connector + "-" + inputTopic + "-changelog";
            windows.readOn();
            return Optional.of(new Output(
                    windows.windows(), windows.totalForce(), Topics.countRecords(bootstrapServers, changelog)));
        }

        @Override
        public void close() {
            worker.close();
            windows.close();
        }
    }
}
