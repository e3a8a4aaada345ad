package io.pitwall.source.http;

import com.fasterxml.jackson.core.JsonPointer;
import io.pitwall.source.http.config.CorsKeys;
import io.pitwall.source.http.config.ListenerKeys;
import io.pitwall.source.http.config.TlsKeys;
import io.pitwall.source.http.listen.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The keys of the connector and what may be said with them. */
final class GatewayKeys {

    static final String TOPIC = "topic";
    static final String HOST = "http.host";
    static final String PORT = "http.port";
    static final String PATH = "http.path";
    static final String RECORDS_POINTER = "records.pointer";
    static final String ENVELOPE_FIELDS = "envelope.fields";
    static final String KEY_FIELD = "key.field";
    static final String MAX_BODY_BYTES = "max.body.bytes";
    static final String MAX_INFLIGHT_BYTES = "max.inflight.bytes";
    static final String ACK_TIMEOUT_MS = "ack.timeout.ms";
    static final String RESPONSE_BODY = "response.body";

    private static final String LISTENER = "Listener";
    private static final String RECORDS = "Records";
    private static final String LIMITS = "Limits and answers";

    /** Below the listener's idle timeout, so that a connection that waits for its answer is not taken for dead. */
    private static final long MAX_ACK_TIMEOUT_MS = 300_000;

    /** A body is one array in memory. */
    private static final int MAX_BODY_LIMIT_BYTES = 1 << 30;

    static final ConfigDef DEFINITION = CorsKeys.define(TlsKeys.define(ListenerKeys.define(new ConfigDef())))
            .define(
                    TOPIC,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    topic(),
                    Importance.HIGH,
                    "Topic the records are written to.",
                    RECORDS,
                    1,
                    Width.MEDIUM,
                    "Topic")
            .define(
                    RECORDS_POINTER,
                    ConfigDef.Type.STRING,
                    "",
                    jsonPointer(),
                    Importance.HIGH,
                    "JSON pointer (RFC 6901) to the array whose items become records, for example /payload. "
                            + "Empty: the body itself; an array is split into its items, a line of NDJSON is a record.",
                    RECORDS,
                    2,
                    Width.MEDIUM,
                    "Records pointer")
            .define(
                    ENVELOPE_FIELDS,
                    ConfigDef.Type.LIST,
                    List.of(),
                    fieldNames(),
                    Importance.MEDIUM,
                    "Fields beside the array at records.pointer that are copied into every record, "
                            + "for example deviceId,sessionId. A record's own field of that name stays.",
                    RECORDS,
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
                    RECORDS,
                    4,
                    Width.MEDIUM,
                    "Key field")
            .define(
                    HOST,
                    ConfigDef.Type.STRING,
                    "127.0.0.1",
                    nonBlank(),
                    Importance.HIGH,
                    "Address to listen on. The default is reachable from the worker's own machine only; "
                            + "0.0.0.0 is every address it has.",
                    LISTENER,
                    1,
                    Width.MEDIUM,
                    "Host")
            .define(
                    PORT,
                    ConfigDef.Type.INT,
                    8080,
                    Range.between(0, 65_535),
                    Importance.HIGH,
                    "Port to listen on. 0 takes a free one and logs it. Tasks on one worker share one listener.",
                    LISTENER,
                    2,
                    Width.SHORT,
                    "Port")
            .define(
                    PATH,
                    ConfigDef.Type.STRING,
                    "/telemetry",
                    path(),
                    Importance.MEDIUM,
                    "Path that takes POST requests. /health/live and /health/ready are served beside it.",
                    LISTENER,
                    3,
                    Width.MEDIUM,
                    "Path")
            .define(
                    MAX_BODY_BYTES,
                    ConfigDef.Type.INT,
                    1 << 20,
                    Range.between(1, MAX_BODY_LIMIT_BYTES),
                    Importance.MEDIUM,
                    "Greatest body of one request, in bytes; a greater one is answered 413.",
                    LIMITS,
                    1,
                    Width.SHORT,
                    "Max body bytes")
            .define(
                    MAX_INFLIGHT_BYTES,
                    ConfigDef.Type.LONG,
                    64L << 20,
                    Range.atLeast(1),
                    Importance.MEDIUM,
                    "Greatest sum of the bodies that each task has admitted and not yet committed, in bytes; "
                            + "what comes beyond it is answered 429 at once. At least max.body.bytes.",
                    LIMITS,
                    2,
                    Width.SHORT,
                    "Max in-flight bytes")
            .define(
                    ACK_TIMEOUT_MS,
                    ConfigDef.Type.LONG,
                    30_000L,
                    Range.between(1, MAX_ACK_TIMEOUT_MS),
                    Importance.MEDIUM,
                    "Longest time from the arrival of a request to its answer, in milliseconds; past it the answer is 503 "
                            + "and the request may still be delivered.",
                    LIMITS,
                    3,
                    Width.SHORT,
                    "Acknowledgement timeout (ms)")
            .define(
                    RESPONSE_BODY,
                    ConfigDef.Type.STRING,
                    "{\"accepted\": ${count}}",
                    Importance.LOW,
                    "Body of a 200; ${count} stands for the number of records.",
                    LIMITS,
                    4,
                    Width.LONG,
                    "Response body");

    private GatewayKeys() {}

    /**
     * What no key's own validator can see: at each key, what is wrong with it in the company of the others.
     *
     * @param values the value of every key, each of them valid by itself
     */
    static Map<String, String> contradictions(Map<String, ?> values) {
        boolean hasPointer = !"".equals(values.get(RECORDS_POINTER));
        boolean hasEnvelopeFields = values.get(ENVELOPE_FIELDS) instanceof List<?> fields && !fields.isEmpty();
        long maxBodyBytes = numberOf(MAX_BODY_BYTES, values);
        long maxInflightBytes = numberOf(MAX_INFLIGHT_BYTES, values);
        Map<String, String> messages = new LinkedHashMap<>();
        messages.putAll(TlsKeys.contradictions(values));
        messages.putAll(CorsKeys.contradictions(values));
        if (values.get(TOPIC) == null) {
            messages.put(TOPIC, "topic must be the name of a topic; found null.");
        }
        if (hasEnvelopeFields && !hasPointer) {
            messages.put(
                    ENVELOPE_FIELDS,
                    "envelope.fields needs records.pointer: without it the body is the record, and nothing is beside it.");
        }
        if (maxInflightBytes < maxBodyBytes) {
            messages.put(
                    MAX_INFLIGHT_BYTES,
                    "max.inflight.bytes must be at least max.body.bytes, or a body of that size would never be admitted; found "
                            + maxInflightBytes + ", max.body.bytes=" + maxBodyBytes + ".");
        }
        return messages;
    }

    private static long numberOf(String key, Map<String, ?> values) {
        if (values.get(key) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("Expected a valid value of " + key);
    }

    /** Without the topic only ConfigDef's own complaint, that it is missing. */
    private static Validator topic() {
        return LambdaValidator.with(
                (name, value) -> {
                    if (value != null) {
                        nonBlank().ensureValid(name, value);
                    }
                },
                () -> "a text that is not blank");
    }

    private static Validator nonBlank() {
        return text("a text that is not blank", text -> !text.isBlank());
    }

    private static Validator path() {
        return text(
                "a path that begins with /, has no ?, # or white space, and is neither of the health paths",
                text -> text.matches("/[^?#\\s]*") && !Route.isReserved(text));
    }

    private static Validator jsonPointer() {
        return text("a JSON pointer: empty, or beginning with /", text -> {
            try {
                JsonPointer.compile(text);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        });
    }

    private static Validator fieldNames() {
        return LambdaValidator.with(
                (name, value) -> {
                    if (!(value instanceof List<?> names) || names.contains("")) {
                        throw new ConfigException(name, value, "Expected field names, separated by commas.");
                    }
                },
                () -> "field names, separated by commas");
    }

    private static Validator text(String expectation, Predicate<String> isValid) {
        return LambdaValidator.with(
                (name, value) -> {
                    if (!(value instanceof String text) || !isValid.test(text)) {
                        throw new ConfigException(name, value, "Expected " + expectation + ".");
                    }
                },
                () -> expectation);
    }
}
