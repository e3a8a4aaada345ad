package io.pitwall.source.http.config;

import io.pitwall.source.http.route.NamedValue;
import io.pitwall.source.http.route.PathPattern;
import io.pitwall.source.http.route.RequestValue;
import io.pitwall.source.http.route.RequestValue.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What the head of a request gives to its records. */
public final class RequestKeys {

    public static final String KEY = "request.key";
    public static final String COLUMNS = "request.columns";
    public static final String HEADERS = "request.headers";

    private static final String GROUP = "Values of the request";
    private static final String NAMED_VALUES =
            "a list of name=path.NAME, name=query.NAME and name=header.NAME, each name once";

    private RequestKeys() {}

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        KEY,
                        ConfigDef.Type.STRING,
                        "",
                        Validators.text(
                                "path.NAME, query.NAME or header.NAME, or nothing",
                                text -> text.isEmpty()
                                        || !RequestValue.parse(text).name().isBlank()),
                        Importance.MEDIUM,
                        "Value of the request that becomes the key of all its records, for example path.deviceId with "
                                + "http.path=/telemetry/{deviceId}. A request without it gives no keys. Instead of key.field.",
                        GROUP,
                        1,
                        Width.MEDIUM,
                        "Key from the request")
                .define(
                        COLUMNS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Validators.list(NAMED_VALUES, RequestKeys::isNamedValue),
                        Importance.MEDIUM,
                        "Values of the request that are copied into every record as texts, for example "
                                + "car=path.carId,session=query.session,app=header.User-Agent. "
                                + "A field of that name in the record or its envelope stays.",
                        GROUP,
                        2,
                        Width.LONG,
                        "Columns from the request")
                .define(
                        HEADERS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Validators.list(NAMED_VALUES, RequestKeys::isNamedValue),
                        Importance.LOW,
                        "Values of the request that become headers of every record, as texts, in the same form.",
                        GROUP,
                        3,
                        Width.LONG,
                        "Record headers from the request");
    }

    private static boolean isNamedValue(String text) {
        return !NamedValue.parse(text).name().isBlank();
    }

    /** The named values of a list that has passed its validator. */
    public static List<NamedValue> namedValues(List<?> texts) {
        return texts.stream().map(text -> NamedValue.parse(text.toString())).toList();
    }

    /** What is wrong with the keys of this group in the company of others, at the key to change. */
    static Map<String, String> contradictions(Map<String, ?> values) {
        Map<String, String> messages = new LinkedHashMap<>();
        String key = String.valueOf(values.get(KEY));
        if (!key.isEmpty() && !"".equals(values.get(RecordKeys.KEY_FIELD))) {
            messages.put(KEY, "request.key and key.field both give the key; leave one of them out.");
        }
        List<NamedValue> columns = namedValues(listOf(COLUMNS, values));
        List<NamedValue> headers = namedValues(listOf(HEADERS, values));
        Set<String> parameters =
                PathPattern.of(String.valueOf(values.get(HttpKeys.PATH))).parameters();
        check(KEY, key.isEmpty() ? List.of() : List.of(RequestValue.parse(key)), parameters, messages);
        check(COLUMNS, valuesOf(columns), parameters, messages);
        check(HEADERS, valuesOf(headers), parameters, messages);
        if (columns.stream().map(NamedValue::name).distinct().count() < columns.size()) {
            messages.put(COLUMNS, "request.columns must have each name once.");
        }
        return messages;
    }

    private static List<?> listOf(String key, Map<String, ?> values) {
        return values.get(key) instanceof List<?> list ? list : List.of();
    }

    private static List<RequestValue> valuesOf(List<NamedValue> named) {
        return named.stream().map(NamedValue::value).toList();
    }

    private static void check(
            String key, List<RequestValue> values, Set<String> parameters, Map<String, String> messages) {
        List<String> unknown = new ArrayList<>();
        for (RequestValue value : values) {
            if (value.place() == Place.PATH && !parameters.contains(value.name())) {
                unknown.add(value.name());
            }
        }
        if (!unknown.isEmpty()) {
            messages.putIfAbsent(
                    key,
                    key + " names path parameters that http.path does not have: " + unknown + "; it has " + parameters
                            + ".");
        }
    }
}
