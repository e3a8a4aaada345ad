package io.pitwall.source.http;

import com.fasterxml.jackson.core.JsonPointer;
import io.pitwall.source.http.config.ListenerKeys;
import io.pitwall.source.http.decode.BodyDecoder;
import io.pitwall.source.http.handover.Intake;
import io.pitwall.source.http.handover.IntakeSettings;
import io.pitwall.source.http.listen.BindAddress;
import io.pitwall.source.http.listen.ListenerSettings;
import io.pitwall.source.http.listen.ResponseTemplate;
import io.pitwall.source.http.listen.Route;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/** A configuration that has passed every check, in the types the gateway works with. */
final class HttpGatewayConfig extends AbstractConfig {

    HttpGatewayConfig(Map<String, String> properties) {
        super(GatewayKeys.DEFINITION, properties, false);
        GatewayKeys.contradictions(values()).forEach((key, message) -> {
            throw new ConfigException(key, get(key), message);
        });
    }

    BindAddress bindAddress() {
        return BindAddress.of(getString(GatewayKeys.HOST), getInt(GatewayKeys.PORT), connectorName());
    }

    ListenerSettings listenerSettings() {
        return ListenerKeys.settings(this);
    }

    Route route(Intake intake) {
        return new Route(
                getString(GatewayKeys.PATH),
                connectorName(),
                new ResponseTemplate(getString(GatewayKeys.RESPONSE_BODY)),
                intake);
    }

    IntakeSettings intakeSettings() {
        return new IntakeSettings(
                getString(GatewayKeys.TOPIC),
                new BodyDecoder(
                        JsonPointer.compile(getString(GatewayKeys.RECORDS_POINTER)),
                        new LinkedHashSet<>(getList(GatewayKeys.ENVELOPE_FIELDS)),
                        Optional.ofNullable(getString(GatewayKeys.KEY_FIELD)).filter(field -> !field.isEmpty())),
                getInt(GatewayKeys.MAX_BODY_BYTES),
                getLong(GatewayKeys.MAX_INFLIGHT_BYTES),
                getLong(GatewayKeys.ACK_TIMEOUT_MS),
                isEveryFailureFatal());
    }

    /** Connect's own key, which the worker passes on with ours. */
    boolean isEveryFailureFatal() {
        return "none".equalsIgnoreCase(connectValue("errors.tolerance", "none"));
    }

    private String connectorName() {
        return connectValue("name", "");
    }

    private String connectValue(String key, String defaultValue) {
        return originalsStrings().getOrDefault(key, defaultValue);
    }
}
