package io.pitwall.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** One broker that is also its own controller, in a folder, on two loopback ports. */
record BrokerConfig(Path dir, int port, int controllerPort, Map<String, String> overrides) {

    BrokerConfig {
        overrides = Map.copyOf(overrides);
    }

    static BrokerConfig onFreePorts(Path dir, Map<String, String> overrides) {
        return new BrokerConfig(dir, FreePorts.next(), FreePorts.next(), overrides);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "log.dirs",
                dir.resolve("data").toString()));
        properties.putAll(Map.of(
                "offsets.topic.num.partitions", "4",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1"));
        properties.putAll(Map.of(
                "group.initial.rebalance.delay.ms", "0",
                "group.min.session.timeout.ms", "1000",
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500",
                // Recordings carry times of years ago; time retention would delete them as they arrive.
                "log.retention.ms", "-1",
                "log.cleaner.dedupe.buffer.size", "8388608",
                "num.io.threads", "4",
                "num.network.threads", "2"));
        properties.putAll(overrides);
        return properties;
    }

    Path file() {
        return dir.resolve("server.properties");
    }

    /** Writes the properties and, the first time, formats the storage. */
    void prepare() {
        try {
            Files.createDirectories(dir);
            try (Writer writer = Files.newBufferedWriter(file())) {
                properties().store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the broker's properties to " + file() + ".", e);
        }
        if (!Files.exists(dir.resolve("data").resolve("meta.properties"))) {
            format();
        }
    }

    private void format() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] arguments = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file().toString()};
        int exitCode = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (exitCode != 0) {
            throw new IllegalStateException("Formatting the storage of the broker in " + dir + " failed: "
                    + said.toString(StandardCharsets.UTF_8));
        }
    }
}
