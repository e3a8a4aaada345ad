package io.pitwall.source.http.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/**
 * What a known client needs, in one word: {@code preset} sets every key that is left at its default.
 *
 * @param values by key, as a user would write them
 */
record Preset(String name, Map<String, String> values) {

    static final String KEY = "preset";

    private static final String NONE = "none";

    /** The phone app, HTTP push. */
    private static final Preset SENSOR_LOGGER = new Preset(
            "sensor-logger",
            Map.of(
                    RecordKeys.RECORDS_POINTER, "/payload",
                    RecordKeys.ENVELOPE_FIELDS, "deviceId,sessionId",
                    RecordKeys.KEY_FIELD, "deviceId",
                    DedupKeys.SCOPE_FIELD, "sessionId",
                    DedupKeys.ID_FIELD, "messageId"));

    /** The phone app, HTTP mode; reads the answer as a list of commands. */
    private static final Preset OWNTRACKS = new Preset(
            "owntracks",
            Map.of(
                    HttpKeys.PATH, "/pub",
                    RequestKeys.COLUMNS, "user=header.X-Limit-U,device=header.X-Limit-D",
                    RecordKeys.KEY_FIELD, "topic",
                    AnswerKeys.RESPONSE_BODY, "[]"));

    /** Log shippers and cars: one record per line, in large bodies. */
    private static final Preset NDJSON = new Preset(
            "ndjson",
            Map.of(
                    LimitKeys.MAX_BODY_BYTES, "16777216",
                    DedupKeys.ID_HEADER, "Idempotency-Key"));

    /** OpenTelemetry's collectors and SDKs; the answer is an empty ExportMetricsServiceResponse. */
    private static final Preset OTLP_METRICS_JSON = new Preset(
            "otlp-metrics-json",
            Map.of(
                    HttpKeys.PATH, "/v1/metrics",
                    RecordKeys.RECORDS_POINTER, "/resourceMetrics",
                    AnswerKeys.RESPONSE_BODY, "{}"));

    private static final List<Preset> ALL =
            List.of(new Preset(NONE, Map.of()), SENSOR_LOGGER, OWNTRACKS, NDJSON, OTLP_METRICS_JSON);

    static ConfigDef define(ConfigDef definition) {
        return definition.define(
                KEY,
                ConfigDef.Type.STRING,
                NONE,
                new OneOf(names()),
                Importance.HIGH,
                "Known client whose path, records.pointer, envelope, key, deduplication and answer are set at once; "
                        + "a key that you set to something else than its default stays yours. "
                        + "One of " + String.join(", ", names()) + ".",
                "Records",
                0,
                Width.MEDIUM,
                "Preset",
                new OneOf(names()));
    }

    private static List<String> names() {
        return ALL.stream().map(Preset::name).toList();
    }

    /** The properties with those of their preset; unchanged where it is unknown. */
    static Map<String, String> complete(Map<String, String> properties) {
        Map<String, String> complete = new TreeMap<>(properties);
        String wanted = properties.get(KEY);
        ALL.stream()
                .filter(preset -> preset.name().equals(wanted))
                .forEach(preset -> preset.values.forEach((key, value) -> {
                    if (isDefault(key, properties.get(key))) {
                        complete.put(key, value);
                    }
                }));
        return complete;
    }

    /** What to add to a complaint about a value that the user did not give; nothing where they did. */
    static String origin(String key, Map<String, String> properties) {
        boolean isOurs = isDefault(key, properties.get(key))
                && !isDefault(key, complete(properties).get(key));
        return isOurs
                ? " It is part of preset=" + properties.get(KEY)
                        + "; to do without it, leave the preset out and set its other keys."
                : "";
    }

    /** User interfaces send every key with its default. */
    private static boolean isDefault(String key, @Nullable String value) {
        return value == null || value.equals(GatewayDefinition.defaultOf(key));
    }
}
