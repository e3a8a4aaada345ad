package io.pitwall.source.http.config;

import io.pitwall.source.http.admit.ClientLimitSettings;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** What one client may take of what all have. */
final class ClientLimitKeys {

    static final String MAX_INFLIGHT_BYTES = "client.max.inflight.bytes";
    static final String MAX_REQUESTS_PER_SECOND = "client.max.requests.per.second";

    private static final String GROUP = "Limits and answers";

    private static final double LEAST_RATE = 0.001;
    private static final double GREATEST_RATE = 1_000_000;

    private ClientLimitKeys() {}

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        MAX_INFLIGHT_BYTES,
                        ConfigDef.Type.LONG,
                        0L,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "Greatest part of max.inflight.bytes that one client may take, in bytes; what comes beyond it is "
                                + "answered 429 at once. A client is who the credential or the certificate belongs to; with "
                                + "neither, an address. At least max.body.bytes. 0: all of it.",
                        GROUP,
                        5,
                        Width.SHORT,
                        "Max in-flight bytes per client")
                .define(
                        MAX_REQUESTS_PER_SECOND,
                        ConfigDef.Type.DOUBLE,
                        0.0,
                        rate(),
                        Importance.MEDIUM,
                        "Requests of one client that each worker takes per second, on average; after a pause as many as in one "
                                + "second at once. What comes beyond it is answered 429, with the time to wait. 0: any number.",
                        GROUP,
                        6,
                        Width.SHORT,
                        "Max requests per second and client");
    }

    private static Validator rate() {
        return LambdaValidator.with(
                (name, value) -> {
                    // Written so that NaN is refused.
                    boolean isRate = value instanceof Double rate
                            && (rate == 0 || (rate >= LEAST_RATE && rate <= GREATEST_RATE));
                    // Null is what could not be read as a number, and is reported as that.
                    if (value != null && !isRate) {
                        throw new ConfigException(name, value, "Expected 0, or a number from 0.001 to 1000000.");
                    }
                },
                () -> "0, or a number from 0.001 to 1000000");
    }

    /**
     * What is wrong with the keys of this group in the company of others, at the key to change.
     *
     * @param values the value of every key, each of them valid by itself
     */
    static Map<String, String> contradictions(Map<String, ?> values) {
        long maxOfClient = numberOf(MAX_INFLIGHT_BYTES, values);
        long maxOfAll = numberOf(LimitKeys.MAX_INFLIGHT_BYTES, values);
        long maxBodyBytes = numberOf(LimitKeys.MAX_BODY_BYTES, values);
        if (maxOfClient > maxOfAll) {
            return Map.of(
                    MAX_INFLIGHT_BYTES,
                    "client.max.inflight.bytes must be at most max.inflight.bytes, of which it is a part; found "
                            + maxOfClient + ", max.inflight.bytes=" + maxOfAll + ".");
        }
        if (maxOfClient > 0 && maxOfClient < maxBodyBytes) {
            return Map.of(
                    MAX_INFLIGHT_BYTES,
                    "client.max.inflight.bytes must be 0 or at least max.body.bytes, or a body of that size would never be "
                            + "admitted; found " + maxOfClient + ", max.body.bytes=" + maxBodyBytes + ".");
        }
        return Map.of();
    }

    static ClientLimitSettings settings(AbstractConfig config) {
        return new ClientLimitSettings(config.getLong(MAX_INFLIGHT_BYTES), config.getDouble(MAX_REQUESTS_PER_SECOND));
    }

    private static long numberOf(String key, Map<String, ?> values) {
        if (values.get(key) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("Expected a valid value of " + key);
    }
}
