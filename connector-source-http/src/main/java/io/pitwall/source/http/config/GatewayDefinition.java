package io.pitwall.source.http.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** All keys of the connector, and the checks of a whole configuration: every problem is reported, each at its key. */
public final class GatewayDefinition {

    /** Never changed after this class is loaded. */
    public static final ConfigDef ALL = define(new ConfigDef());

    private GatewayDefinition() {}

    private static ConfigDef define(ConfigDef definition) {
        Preset.define(definition);
        RecordKeys.define(definition);
        RequestKeys.define(definition);
        HttpKeys.define(definition);
        ListenerKeys.define(definition);
        TlsKeys.define(definition);
        CorsKeys.define(definition);
        RouteKeys.define(definition);
        AuthKeys.define(definition);
        DedupKeys.define(definition);
        LimitKeys.define(definition);
        ClientLimitKeys.define(definition);
        AnswerKeys.define(definition);
        PageKeys.define(definition);
        return definition;
    }

    /** The default of a key as a user would write it. */
    static String defaultOf(String key) {
        Object value = ALL.defaultValues().get(key);
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(Object::toString).toList())
                : String.valueOf(value);
    }

    /** Every key with its value and what is wrong with it; keys that nobody knows are among them. */
    public static List<ConfigValue> check(Map<String, String> properties) {
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        Map<String, String> complete = Preset.complete(properties);
        ALL.validate(complete).forEach(value -> values.put(value.name(), value));
        boolean isEveryValueReadable =
                values.values().stream().allMatch(value -> value.errorMessages().isEmpty());
        if (isEveryValueReadable) {
            List<String> routes = RouteKeys.names(properties);
            if (routes.isEmpty()) {
                contradictions(values, properties)
                        .forEach((key, message) -> complain(values, key, message + Preset.origin(key, properties)));
            }
            for (String route : routes) {
                checkRoute(route, properties, values);
            }
        }
        addUnknownKeys(properties, values);
        return List.copyOf(values.values());
    }

    /** @throws ConfigException that names every problem, if there is one */
    static void require(Map<String, String> properties) {
        List<String> problems = new ArrayList<>();
        for (ConfigValue value : check(properties)) {
            value.errorMessages().forEach(message -> problems.add(value.name() + ": " + message));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("This configuration cannot work. " + String.join(" ", problems));
        }
    }

    /** A problem that the route has by a value of its own is reported there, any other at the connector's key. */
    private static void checkRoute(String route, Map<String, String> properties, Map<String, ConfigValue> all) {
        if (!properties.containsKey(RouteKeys.keyOf(route, HttpKeys.PATH))) {
            complain(all, RouteKeys.ROUTES, "Expected " + RouteKeys.keyOf(route, HttpKeys.PATH) + "; found nothing.");
            return;
        }
        Map<String, String> own = Preset.complete(RouteKeys.propertiesOf(route, properties));
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        ALL.validate(own).forEach(value -> values.put(value.name(), value));
        Map<String, String> problems = new LinkedHashMap<>();
        values.forEach((key, value) ->
                value.errorMessages().stream().findFirst().ifPresent(message -> problems.put(key, message)));
        if (problems.isEmpty()) {
            problems.putAll(contradictions(values, own));
        }
        problems.forEach((key, message) -> {
            String routeKey = RouteKeys.keyOf(route, key);
            complain(all, properties.containsKey(routeKey) ? routeKey : key, message);
        });
    }

    /** What no key's own validator can see: at each key, what is wrong with it in the company of the others. */
    private static Map<String, String> contradictions(Map<String, ConfigValue> values, Map<String, String> properties) {
        Map<String, Object> parsed = new TreeMap<>();
        values.forEach((key, value) -> Optional.ofNullable(value.value()).ifPresent(known -> parsed.put(key, known)));
        Map<String, String> messages = new LinkedHashMap<>();
        messages.putAll(RecordKeys.contradictions(parsed, properties));
        messages.putAll(RequestKeys.contradictions(parsed));
        messages.putAll(AuthKeys.contradictions(parsed, properties));
        messages.putAll(DedupKeys.contradictions(parsed, properties));
        messages.putAll(LimitKeys.contradictions(parsed));
        messages.putAll(TlsKeys.contradictions(parsed));
        messages.putAll(CorsKeys.contradictions(parsed));
        messages.putAll(ClientLimitKeys.contradictions(parsed));
        return messages;
    }

    private static void complain(Map<String, ConfigValue> values, String key, String message) {
        ConfigValue value = values.computeIfAbsent(key, ConfigValue::new);
        if (!value.errorMessages().contains(message)) {
            value.addErrorMessage(message);
        }
    }

    /** Their values are left out: what nobody knows may be a secret. */
    private static void addUnknownKeys(Map<String, String> properties, Map<String, ConfigValue> values) {
        List<String> routes = RouteKeys.names(properties);
        for (String key : new TreeSet<>(properties.keySet())) {
            if (UnknownKeys.isUnknown(key, ALL.names()) && !RouteKeys.isKnown(key, routes)) {
                complain(values, key, UnknownKeys.complaint(key, ALL.names()));
            }
        }
    }
}
