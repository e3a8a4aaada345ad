package io.pitwall.source.http.config;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What of a body becomes a record. */
public final class RecordKeys {

    public static final String TOPIC = "topic";
    public static final String RECORDS_POINTER = "records.pointer";
    public static final String ENVELOPE_FIELDS = "envelope.fields";
    public static final String KEY_FIELD = "key.field";
    public static final String VALUE_FORMAT = "value.format";

    private static final String GROUP = "Records";

    private static final OneOf VALUE_FORMATS = new OneOf(List.of("object", "json"));

    /** Connect's own. */
    private static final String VALUE_CONVERTER = "value.converter";

    private RecordKeys() {}

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        TOPIC,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Validators.nonBlankWhereGiven(),
                        Importance.HIGH,
                        "Topic the records are written to.",
                        GROUP,
                        1,
                        Width.MEDIUM,
                        "Topic")
                .define(
                        RECORDS_POINTER,
                        ConfigDef.Type.STRING,
                        "",
                        Validators.text("a JSON pointer: empty, or beginning with /", RecordKeys::isJsonPointer),
                        Importance.HIGH,
                        "JSON pointer (RFC 6901) to the array whose items become records, for example /payload. "
                                + "Empty: the body itself; an array is split into its items, a line of NDJSON is a record.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "Records pointer")
                .define(
                        ENVELOPE_FIELDS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Validators.list("field names, separated by commas", name -> !name.isEmpty()),
                        Importance.MEDIUM,
                        "Fields beside the array at records.pointer that are copied into every record, "
                                + "for example deviceId,sessionId. A record's own field of that name stays.",
                        GROUP,
                        3,
                        Width.LONG,
                        "Envelope fields")
                .define(
                        KEY_FIELD,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "Field of the record, envelope fields included, whose value becomes the record key, as a string. "
                                + "A record without it has no key. Empty: no keys.",
                        GROUP,
                        4,
                        Width.MEDIUM,
                        "Key field")
                .define(
                        VALUE_FORMAT,
                        ConfigDef.Type.STRING,
                        "object",
                        VALUE_FORMATS,
                        Importance.MEDIUM,
                        "What a record is handed to the worker as. object: a map without schema, for transforms and JsonConverter. "
                                + "json: its text as bytes, for ByteArrayConverter; the fastest way, but transforms cannot look inside.",
                        GROUP,
                        5,
                        Width.SHORT,
                        "Value format",
                        VALUE_FORMATS);
    }

    private static boolean isJsonPointer(String text) {
        JsonPointer.compile(text);
        return true;
    }

    /** What is wrong with the keys of this group in the company of each other, at the key to change. */
    static Map<String, String> contradictions(Map<String, ?> values, Map<String, String> properties) {
        Map<String, String> messages = new LinkedHashMap<>();
        if (values.get(TOPIC) == null) {
            messages.put(TOPIC, "topic must be the name of a topic; found null.");
        }
        boolean hasEnvelopeFields = values.get(ENVELOPE_FIELDS) instanceof List<?> fields && !fields.isEmpty();
        if (hasEnvelopeFields && "".equals(values.get(RECORDS_POINTER))) {
            messages.put(
                    ENVELOPE_FIELDS,
                    "envelope.fields needs records.pointer: without it the body is the record, and nothing is beside it.");
        }
        String converter = properties.getOrDefault(VALUE_CONVERTER, "");
        if ("json".equals(values.get(VALUE_FORMAT))
                && !converter.isEmpty()
                && !converter.endsWith("ByteArrayConverter")) {
            messages.put(
                    VALUE_FORMAT,
                    "value.format=json gives bytes, which only org.apache.kafka.connect.converters.ByteArrayConverter leaves as "
                            + "they are; found value.converter=" + converter + ".");
        }
        return messages;
    }
}
