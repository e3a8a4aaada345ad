package io.pitwall.source.http.config;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What a request may cost, and how long. */
public final class LimitKeys {

    public static final String MAX_BODY_BYTES = "max.body.bytes";
    public static final String MAX_INFLIGHT_BYTES = "max.inflight.bytes";
    public static final String BODY_TIMEOUT_MS = "request.body.timeout.ms";
    public static final String ACK_TIMEOUT_MS = "ack.timeout.ms";

    private static final String GROUP = "Limits and answers";

    /** Below the listener's idle timeout, so that a connection that waits for its answer is not taken for dead. */
    private static final long MAX_TIMEOUT_MS = 300_000;

    /** A body is one array in memory. */
    private static final int MAX_BODY_LIMIT_BYTES = 1 << 30;

    private LimitKeys() {}

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        MAX_BODY_BYTES,
                        ConfigDef.Type.INT,
                        1 << 20,
                        Range.between(1, MAX_BODY_LIMIT_BYTES),
                        Importance.MEDIUM,
                        "Greatest body of one request, in bytes; a greater one is answered 413.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Max body bytes")
                .define(
                        MAX_INFLIGHT_BYTES,
                        ConfigDef.Type.LONG,
                        64L << 20,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "Greatest sum of the bodies that the connector has admitted on one worker and not yet committed, in bytes; "
                                + "what comes beyond it is answered 429 at once. At least max.body.bytes.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Max in-flight bytes")
                .define(
                        BODY_TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        30_000L,
                        Range.between(1, MAX_TIMEOUT_MS),
                        Importance.LOW,
                        "Longest time from the head of a request to the end of its body, in milliseconds; past it the answer is 408.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Body timeout (ms)")
                .define(
                        ACK_TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        30_000L,
                        Range.between(1, MAX_TIMEOUT_MS),
                        Importance.MEDIUM,
                        "Longest time from the end of a body to the answer, in milliseconds; past it the answer is 503 "
                                + "and the request may still be delivered.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Acknowledgement timeout (ms)");
    }

    /** What is wrong with the keys of this group in the company of each other, at the key to change. */
    static Map<String, String> contradictions(Map<String, ?> values) {
        long maxBodyBytes = numberOf(MAX_BODY_BYTES, values);
        long maxInflightBytes = numberOf(MAX_INFLIGHT_BYTES, values);
        return maxInflightBytes >= maxBodyBytes
                ? Map.of()
                : Map.of(
                        MAX_INFLIGHT_BYTES,
                        "max.inflight.bytes must be at least max.body.bytes, or a body of that size would never be admitted; found "
                                + maxInflightBytes + ", max.body.bytes=" + maxBodyBytes + ".");
    }

    private static long numberOf(String key, Map<String, ?> values) {
        if (values.get(key) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("Expected a valid value of " + key);
    }
}
