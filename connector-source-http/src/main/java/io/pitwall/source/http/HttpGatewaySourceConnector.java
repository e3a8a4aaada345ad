package io.pitwall.source.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * An HTTP gateway: devices POST JSON to the worker, and are answered 200 once every row of the request is committed in
 * Kafka. Several tasks on one worker share one listener.
 */
public final class HttpGatewaySourceConnector extends SourceConnector {

    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return GatewayVersion.get();
    }

    @Override
    public ConfigDef config() {
        return GatewayKeys.DEFINITION;
    }

    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        List<ConfigValue> values = new ArrayList<>(config().validate(connectorConfigs));
        addContradictions(values);
        addUnknownKeys(connectorConfigs, values);
        return new Config(values);
    }

    private static void addContradictions(List<ConfigValue> values) {
        boolean isEveryValueReadable =
                values.stream().allMatch(value -> value.errorMessages().isEmpty());
        if (isEveryValueReadable) {
            Map<String, ConfigValue> byKey =
                    values.stream().collect(Collectors.toMap(ConfigValue::name, Function.identity()));
            Map<String, Object> parsed = new HashMap<>();
            byKey.forEach((key, value) -> parsed.put(key, value.value()));
            GatewayKeys.contradictions(parsed).forEach((key, message) -> Optional.ofNullable(byKey.get(key))
                    .ifPresent(value -> value.addErrorMessage(message)));
        }
    }

    /** Their values are left out: what nobody knows may be a secret. */
    private void addUnknownKeys(Map<String, String> connectorConfigs, List<ConfigValue> values) {
        for (String key : new TreeSet<>(connectorConfigs.keySet())) {
            if (UnknownKeys.isUnknown(key, config().names())) {
                ConfigValue unknown = new ConfigValue(key);
                unknown.addErrorMessage(UnknownKeys.complaint(key, config().names()));
                values.add(unknown);
            }
        }
    }

    @Override
    public void start(Map<String, String> props) {
        properties = new HttpGatewayConfig(props).originalsStrings();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return HttpGatewaySourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, properties);
    }

    @Override
    public void stop() {}

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> connectorConfig) {
        return ConnectorTransactionBoundaries.SUPPORTED;
    }

    /** There are no offsets to alter; resetting what was never set is no error. */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
        if (offsets.values().stream().anyMatch(Objects::nonNull)) {
            throw new ConnectException("Expected a reset; found offsets to set. This connector keeps none: "
                    + "a client sends again what was not answered with 200.");
        }
        return true;
    }
}
