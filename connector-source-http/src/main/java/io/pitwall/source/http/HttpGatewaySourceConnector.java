package io.pitwall.source.http;

import io.pitwall.source.http.config.GatewayConfig;
import io.pitwall.source.http.config.GatewayDefinition;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP gateway: devices POST JSON to the worker, and are answered 200 once every row of the request is committed in
 * Kafka. Several tasks on one worker share one listener.
 */
public final class HttpGatewaySourceConnector extends SourceConnector {

    private static final Logger log = LoggerFactory.getLogger(HttpGatewaySourceConnector.class);

    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return GatewayVersion.get();
    }

    @Override
    public ConfigDef config() {
        return GatewayDefinition.ALL;
    }

    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        return new Config(GatewayDefinition.check(connectorConfigs));
    }

    @Override
    public void start(Map<String, String> props) {
        GatewayConfig config = new GatewayConfig(props);
        if (config.isOpenToEverybody() && config.bindAddress().isBeyondThisMachine()) {
            log.warn(
                    "Anybody who reaches {} may send: auth.type is none. Set another one, or tls.client.auth=required.",
                    config.bindAddress());
        }
        properties = config.asGiven();
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
