package io.pitwall.source.http.config;

import com.fasterxml.jackson.core.JsonPointer;
import io.pitwall.source.http.cors.Cors;
import io.pitwall.source.http.decode.BodyDecoder;
import io.pitwall.source.http.decode.MessageIdFields;
import io.pitwall.source.http.decode.RecordSettings;
import io.pitwall.source.http.decode.ValueFormat;
import io.pitwall.source.http.handover.IntakeSettings;
import io.pitwall.source.http.listen.BindAddress;
import io.pitwall.source.http.listen.GatewaySettings;
import io.pitwall.source.http.listen.ListenerSettings;
import io.pitwall.source.http.listen.PhonePage;
import io.pitwall.source.http.route.PathPattern;
import io.pitwall.source.http.route.RequestValue;
import io.pitwall.source.http.route.ResponseTemplate;
import io.pitwall.source.http.route.RouteSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.config.AbstractConfig;

/** A configuration that has passed every check, in the types the gateway works with. */
public final class GatewayConfig extends AbstractConfig {

    private final Map<String, String> asGiven;

    /** @throws org.apache.kafka.common.config.ConfigException that names everything that is wrong */
    public GatewayConfig(Map<String, String> properties) {
        super(GatewayDefinition.ALL, checked(properties), false);
        this.asGiven = Map.copyOf(properties);
    }

    private static Map<String, String> checked(Map<String, String> properties) {
        GatewayDefinition.require(properties);
        return Preset.complete(properties);
    }

    /** The properties this was made from, without what a preset adds. */
    public Map<String, String> asGiven() {
        return asGiven;
    }

    /** Whether anybody who reaches the listener may send. */
    public boolean isOpenToEverybody() {
        return AuthType.of(getString(AuthKeys.TYPE)) == AuthType.NONE && !AuthKeys.isCertificateRequired(values());
    }

    public BindAddress bindAddress() {
        return BindAddress.of(getString(HttpKeys.HOST), getInt(HttpKeys.PORT), connectorName());
    }

    /** What every connector on the address has to agree on. */
    public ListenerSettings listenerSettings() {
        return ListenerKeys.settings(this);
    }

    /** What the tasks of this connector on one worker have in common. */
    public GatewaySettings gatewaySettings() {
        List<RouteSettings> routes = RouteKeys.all(asGiven).values().stream()
                .map(properties -> new GatewayConfig(properties).routeSettings())
                .toList();
        return new GatewaySettings(
                connectorName(),
                asGiven,
                routes,
                AuthKeys.settings(this),
                Cors.allowing(getList(CorsKeys.ALLOWED_ORIGINS), headersOf(routes)),
                getLong(LimitKeys.MAX_INFLIGHT_BYTES),
                ClientLimitKeys.settings(this),
                getLong(LimitKeys.BODY_TIMEOUT_MS),
                phonePage(routes));
    }

    /** The headers that clients send beside the usual ones. */
    private List<String> headersOf(List<RouteSettings> routes) {
        List<String> names = new ArrayList<>(AuthKeys.headers(this));
        for (RouteSettings route : routes) {
            route.key().ifPresent(value -> addHeader(value, names));
            route.columns().forEach(column -> addHeader(column.value(), names));
            route.headers().forEach(header -> addHeader(header.value(), names));
        }
        return names;
    }

    private static void addHeader(RequestValue value, List<String> names) {
        if (value.place() == RequestValue.Place.HEADER) {
            names.add(value.name());
        }
    }

    private Optional<PhonePage> phonePage(List<RouteSettings> routes) {
        return getBoolean(PageKeys.DEMO_PAGE)
                ? Optional.of(new PhonePage(routes.get(0).path(), getString(AuthKeys.TYPE)))
                : Optional.empty();
    }

    private RouteSettings routeSettings() {
        return new RouteSettings(
                PathPattern.of(getString(HttpKeys.PATH)),
                getString(RecordKeys.TOPIC),
                new BodyDecoder(recordSettings()),
                getInt(LimitKeys.MAX_BODY_BYTES),
                new ResponseTemplate(getString(AnswerKeys.RESPONSE_BODY)),
                textWhereGiven(RequestKeys.KEY).map(RequestValue::parse),
                RequestKeys.namedValues(getList(RequestKeys.COLUMNS)),
                RequestKeys.namedValues(getList(RequestKeys.HEADERS)),
                textWhereGiven(DedupKeys.ID_HEADER));
    }

    private RecordSettings recordSettings() {
        return new RecordSettings(
                JsonPointer.compile(getString(RecordKeys.RECORDS_POINTER)),
                new LinkedHashSet<>(getList(RecordKeys.ENVELOPE_FIELDS)),
                textWhereGiven(RecordKeys.KEY_FIELD),
                textWhereGiven(DedupKeys.ID_FIELD)
                        .map(field -> new MessageIdFields(getString(DedupKeys.SCOPE_FIELD), field)),
                ValueFormat.valueOf(getString(RecordKeys.VALUE_FORMAT).toUpperCase(Locale.ROOT)),
                getInt(LimitKeys.MAX_BODY_BYTES));
    }

    public IntakeSettings intakeSettings() {
        return new IntakeSettings(getLong(LimitKeys.ACK_TIMEOUT_MS), isEveryFailureFatal());
    }

    /** For how long messages are told apart; empty where no path does that. */
    public OptionalLong dedupExpiryMs() {
        boolean isDeduplicating = RouteKeys.all(asGiven).values().stream()
                .map(GatewayConfig::new)
                .anyMatch(route -> route.textWhereGiven(DedupKeys.ID_FIELD).isPresent()
                        || route.textWhereGiven(DedupKeys.ID_HEADER).isPresent());
        return isDeduplicating ? OptionalLong.of(getLong(DedupKeys.EXPIRY_MS)) : OptionalLong.empty();
    }

    /** Connect's own key, which the worker passes on with ours. */
    public boolean isEveryFailureFatal() {
        return "none".equalsIgnoreCase(connectValue("errors.tolerance", "none"));
    }

    private Optional<String> textWhereGiven(String key) {
        return Optional.ofNullable(getString(key)).filter(text -> !text.isEmpty());
    }

    private String connectorName() {
        return connectValue("name", "");
    }

    private String connectValue(String key, String defaultValue) {
        return asGiven.getOrDefault(key, defaultValue);
    }
}
