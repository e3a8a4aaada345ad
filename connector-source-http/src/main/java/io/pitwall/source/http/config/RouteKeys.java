package io.pitwall.source.http.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Several paths in one connector: {@code routes} names them, and {@code routes.NAME.KEY} says of each what the connector's
 * own {@code KEY} says of all.
 */
public final class RouteKeys {

    public static final String ROUTES = "routes";

    private static final String PREFIX = ROUTES + ".";

    /** The keys that a route may have of its own; http.path is the one it must. */
    private static final Set<String> OWN_KEYS = Set.of(
            Preset.KEY,
            HttpKeys.PATH,
            RecordKeys.TOPIC,
            RecordKeys.RECORDS_POINTER,
            RecordKeys.ENVELOPE_FIELDS,
            RecordKeys.KEY_FIELD,
            RequestKeys.KEY,
            RequestKeys.COLUMNS,
            RequestKeys.HEADERS,
            LimitKeys.MAX_BODY_BYTES,
            AnswerKeys.RESPONSE_BODY);

    private RouteKeys() {}

    static ConfigDef define(ConfigDef definition) {
        return definition.define(
                ROUTES,
                ConfigDef.Type.LIST,
                List.of(),
                Validators.list(
                        "names of letters, digits, - and _, separated by commas", name -> name.matches("[\\w-]+")),
                Importance.LOW,
                "Names of several paths that this connector serves, for example phones,cars. Each needs routes.NAME.http.path, "
                        + "and may have its own topic, records.pointer, envelope.fields, key.field, request.key, request.columns, "
                        + "request.headers, max.body.bytes and response.body, as routes.NAME.topic and so on; "
                        + "what it does not have is the connector's. Empty: one path, http.path.",
                "Routes",
                1,
                Width.LONG,
                "Routes");
    }

    /** The name under which a route has its own value of a key. */
    static String keyOf(String route, String key) {
        return PREFIX + route + "." + key;
    }

    /** The names of the routes; empty where there is one path. */
    static List<String> names(Map<String, String> properties) {
        String names = properties.get(ROUTES);
        return names == null || names.isBlank()
                ? List.of()
                : List.of(names.split(",", -1)).stream().map(String::strip).toList();
    }

    /** The connector as that route sees it: its own values in place of the connector's. */
    static Map<String, String> propertiesOf(String route, Map<String, String> properties) {
        Map<String, String> own = new TreeMap<>();
        properties.forEach((key, value) -> {
            if (!key.startsWith(PREFIX) && !key.equals(ROUTES)) {
                own.put(key, value);
            }
        });
        for (String key : OWN_KEYS) {
            Optional.ofNullable(properties.get(keyOf(route, key))).ifPresent(value -> own.put(key, value));
        }
        return own;
    }

    /** What each path of a connector is configured with, by the name of its route; the only one has none. */
    public static Map<String, Map<String, String>> all(Map<String, String> properties) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        names(properties).forEach(route -> all.put(route, propertiesOf(route, properties)));
        return all.isEmpty() ? Map.of("", properties) : all;
    }

    /** Whether it is a key of one of these routes. */
    static boolean isKnown(String key, List<String> routes) {
        return routes.stream().anyMatch(route -> OWN_KEYS.stream()
                .anyMatch(own -> keyOf(route, own).equals(key)));
    }
}
