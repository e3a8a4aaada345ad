package io.pitwall.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** A distributed Connect worker in a group of its own on this machine, with timeouts for the impatient. */
public record WorkerConfig(
        Path dir,
        String bootstrapServers,
        int restPort,
        List<Path> pluginPath,
        boolean exactlyOnceSources,
        Map<String, String> overrides) {

    /** Where a consumer asks for sessions of its own; with {@code group.protocol=consumer} it must not. */
    private static final Set<String> CONSUMER_SESSION_KEYS =
            Set.of("consumer.session.timeout.ms", "consumer.heartbeat.interval.ms");

    public WorkerConfig {
        pluginPath = List.copyOf(pluginPath);
        overrides = Map.copyOf(overrides);
    }

    /** Any free REST port, no exactly-once sources, nothing overridden. */
    public static WorkerConfig of(Path dir, String bootstrapServers, List<Path> pluginPath) {
        return new WorkerConfig(dir, bootstrapServers, FreePorts.next(), pluginPath, false, Map.of());
    }

    public WorkerConfig withRestPort(int port) {
        return new WorkerConfig(dir, bootstrapServers, port, pluginPath, exactlyOnceSources, overrides);
    }

    public WorkerConfig withExactlyOnceSources() {
        return new WorkerConfig(dir, bootstrapServers, restPort, pluginPath, true, overrides);
    }

    /** With further worker properties, which win over the ones set here; an empty one takes the key away. */
    public WorkerConfig with(Map<String, String> properties) {
        Map<String, String> merged = new LinkedHashMap<>(overrides);
        merged.putAll(properties);
        return new WorkerConfig(dir, bootstrapServers, restPort, pluginPath, exactlyOnceSources, merged);
    }

    /** Leaves it to each connector, and to the broker, when a killed task is missed. */
    public WorkerConfig withoutConsumerSessions() {
        return with(CONSUMER_SESSION_KEYS.stream().collect(Collectors.toMap(key -> key, key -> "")));
    }

    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("group.id", "pitwall-workers");
        properties.put("listeners", "http://127.0.0.1:" + restPort);
        properties.put("plugin.path", pluginPath.stream().map(Path::toString).collect(Collectors.joining(",")));
        properties.put("plugin.discovery", "service_load");
        properties.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        properties.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        properties.put("value.converter.schemas.enable", "false");
        properties.put("exactly.once.source.support", exactlyOnceSources ? "enabled" : "disabled");
        for (String store : List.of("config", "offset", "status")) {
            properties.put(store + ".storage.topic", "connect-" + store);
            properties.put(store + ".storage.replication.factor", "1");
        }
        properties.put("offset.storage.partitions", "1");
        properties.put("status.storage.partitions", "1");
        properties.put("offset.flush.interval.ms", "500");
        // A killed worker or task is missed after four seconds instead of 10 and 45, and its work moves at once.
        properties.put("session.timeout.ms", "4000");
        properties.put("heartbeat.interval.ms", "1000");
        properties.put("worker.unsync.backoff.ms", "2000");
        properties.put("scheduled.rebalance.max.delay.ms", "0");
        properties.put("consumer.session.timeout.ms", "4000");
        properties.put("consumer.heartbeat.interval.ms", "1000");
        properties.put("consumer.metadata.max.age.ms", "2000");
        properties.putAll(overrides);
        properties.values().removeIf(String::isEmpty);
        return properties;
    }

    Path file() {
        return dir.resolve("worker.properties");
    }

    void write() {
        Properties properties = new Properties();
        properties.putAll(properties());
        try {
            Files.createDirectories(dir);
            try (Writer writer = Files.newBufferedWriter(file())) {
                properties.store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the worker's properties to " + file() + ".", e);
        }
    }
}
