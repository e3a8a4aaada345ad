package io.pitwall.sink;

import io.pitwall.sink.config.WindowSinkChecks;
import io.pitwall.sink.config.WindowSinkConfig;
import io.pitwall.sink.config.keys.WindowSinkDefinition;
import io.pitwall.sink.state.KafkaClients;
import io.pitwall.transforms.PluginVersion;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Aggregates rows over windows of event time and writes features and alerts, exactly once. */
public final class WindowSinkConnector extends SinkConnector {

    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return PluginVersion.get();
    }

    @Override
    public ConfigDef config() {
        return WindowSinkDefinition.definition();
    }

    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        return WindowSinkChecks.validate(connectorConfigs);
    }

    @Override
    public void start(Map<String, String> properties) {
        WindowSinkConfig.of(properties);
        this.properties = Map.copyOf(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return WindowSinkTask.class;
    }

    /** Every task gets the whole configuration; Connect spreads the partitions over them. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, properties);
    }

    /**
     * Moves or resets state together with position. Connect calls this on an instance of its own that was never started, while
     * the connector is stopped, and leaves the offsets of the group alone if this throws; it may be repeated.
     */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
        OffsetAlteration.apply(connectorConfig, offsets, KafkaClients::new);
        return true;
    }

    @Override
    public void stop() {
        properties = Map.of();
    }
}
