package io.pitwall.sink.config;

import io.pitwall.sink.shard.OnQueryChange;
import io.pitwall.sink.state.ProcessingGuarantee;
import io.pitwall.sink.windowing.EngineSettings;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.row.ColumnPath;
import io.pitwall.transforms.row.TimestampUnit;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * A checked configuration of the window sink connector; every value is valid, and they fit together.
 *
 * @param query          to read; to run one, see {@link #newQuery}
 * @param timestamp      empty: the event time is that of the record
 * @param maxFutureMs    empty: no limit
 * @param idleTimeoutMs  empty: quiet partitions keep their windows open
 * @param alertTopic     present if and only if the query has an {@code alert.when}
 * @param updateIntervalMs least time between two rounds of updates; empty: only closed windows are given out
 * @param fingerprint    equal for two configurations whose persisted state means the same
 * @param clientSettings for every Kafka client the task makes; {@code bootstrap.servers} included
 */
public record WindowSinkConfig(
        String connectorName,
        Windows windows,
        WindowQuery query,
        OnError onError,
        Optional<Timestamp> timestamp,
        Optional<Long> maxFutureMs,
        Optional<Long> idleTimeoutMs,
        String outputTopic,
        Optional<String> lateTopic,
        Optional<String> alertTopic,
        EngineSettings engine,
        Optional<Long> updateIntervalMs,
        ConverterSettings keyConverter,
        ConverterSettings valueConverter,
        ProcessingGuarantee processingGuarantee,
        long commitIntervalMs,
        OnQueryChange onQueryChange,
        Path stateDir,
        long stateMemoryBytes,
        String fingerprint,
        Map<String, Object> clientSettings) {

    /** The column that holds the event time, as it was named and where it lies, and how it counts. */
    public record Timestamp(String column, ColumnPath path, TimestampUnit unit) {}

    /** A Connect converter by class name, and its own settings. */
    public record ConverterSettings(Class<?> converterClass, Map<String, Object> settings) {}

    /** The query for one shard: shards run in different threads, and what a query learns about columns is not for two. */
    public WindowQuery newQuery() {
        return query.compiledAgain();
    }

    /** Whether windows are given out while they are open, so that each record has to say whether it is the last. */
    public boolean areUpdatesGiven() {
        return updateIntervalMs.isPresent();
    }

    /** Whether the end of an alert is written too, so that each alert has to say which it is. */
    public boolean areAlertsCleared() {
        return query.alertClearWhen().isPresent();
    }

    /**
     * Reads what Connect gave the connector or its task.
     *
     * @throws ConfigException naming every problem, each with its key
     */
    public static WindowSinkConfig of(Map<String, String> properties) {
        Problems problems = new Problems();
        Optional<WindowSinkConfig> config = WindowSinkChecks.check(properties, problems);
        return config.orElseThrow(() -> new ConfigException("The configuration is wrong:\n" + problems));
    }
}
