package io.pitwall.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * One broker that is also a controller, in a folder, on two loopback ports. Alone unless the overrides say otherwise.
 *
 * @param clusterId for a storage that is not formatted yet
 */
record BrokerConfig(Path dir, int port, int controllerPort, String clusterId, Map<String, String> overrides) {

    BrokerConfig {
        overrides = Map.copyOf(overrides);
    }

    /** The only one of its cluster. */
    BrokerConfig(Path dir, int port, int controllerPort, Map<String, String> overrides) {
        this(dir, port, controllerPort, Uuid.randomUuid().toString(), overrides);
    }

    static BrokerConfig onFreePorts(Path dir, Map<String, String> overrides) {
        return new BrokerConfig(dir, FreePorts.next(), FreePorts.next(), overrides);
    }

    /** Brokers and controllers of one cluster that keep every topic, those of Kafka itself included, on all of them. */
    static List<BrokerConfig> clusterOnFreePorts(Path dir, int brokers, Map<String, String> overrides) {
        List<Integer> controllerPorts =
                Stream.generate(FreePorts::next).limit(brokers).toList();
        String voters = IntStream.rangeClosed(1, brokers)
                .mapToObj(node -> node + "@127.0.0.1:" + controllerPorts.get(node - 1))
                .collect(Collectors.joining(","));
        String clusterId = Uuid.randomUuid().toString();
        List<BrokerConfig> cluster = new ArrayList<>();
        for (int node = 1; node <= brokers; node++) {
            Map<String, String> properties = new HashMap<>(replicated(brokers));
            properties.put("node.id", Integer.toString(node));
            properties.put("controller.quorum.voters", voters);
            properties.putAll(overrides);
            cluster.add(new BrokerConfig(
                    dir.resolve("broker-" + node),
                    FreePorts.next(),
                    controllerPorts.get(node - 1),
                    clusterId,
                    properties));
        }
        return cluster;
    }

    /** Any one broker may be away without a write being refused or lost. */
    private static Map<String, String> replicated(int brokers) {
        String copies = Integer.toString(brokers);
        String safeCopies = Integer.toString(Math.max(1, brokers - 1));
        return Map.of(
                "default.replication.factor", copies,
                "min.insync.replicas", safeCopies,
                "offsets.topic.replication.factor", copies,
                "transaction.state.log.replication.factor", copies,
                "transaction.state.log.min.isr", safeCopies);
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
        String[] arguments = {"format", "--cluster-id", clusterId, "--config", file().toString()};
        int exitCode = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (exitCode != 0) {
            throw new IllegalStateException("Formatting the storage of the broker in " + dir + " failed: "
                    + said.toString(StandardCharsets.UTF_8));
        }
    }
}
