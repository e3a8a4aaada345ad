package io.pitwall.source.http.config;

import io.pitwall.source.http.listen.ListenerSettings;
import io.pitwall.source.http.listen.connection.ConnectionLimits;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What the connections of a listener may cost. Connectors that share a port have to agree. */
public final class ListenerKeys {

    public static final String MAX_CONNECTIONS = "max.connections";
    public static final String HEADER_TIMEOUT_MS = "request.header.timeout.ms";
    public static final String IDLE_TIMEOUT_MS = "connection.idle.timeout.ms";

    private static final String GROUP = "Connections";

    private static final int MAX_CONNECTIONS_LIMIT = 1_000_000;
    private static final long MAX_HEADER_TIMEOUT_MS = 300_000;
    private static final long MAX_IDLE_TIMEOUT_MS = 86_400_000;

    private ListenerKeys() {}

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        MAX_CONNECTIONS,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(1, MAX_CONNECTIONS_LIMIT),
                        Importance.MEDIUM,
                        "Most connections that the port keeps open on one worker; what comes beyond is closed at once. "
                                + "Each one takes a file handle of the worker. "
                                + "Connectors that share a port have to say the same.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Max connections")
                .define(
                        HEADER_TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        10_000L,
                        Range.between(1, MAX_HEADER_TIMEOUT_MS),
                        Importance.LOW,
                        "Longest time from the opening of a connection, or the first byte of a later request, to the end "
                                + "of the request's headers, in milliseconds; past it the connection is closed. "
                                + "Connectors that share a port have to say the same.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Header timeout (ms)")
                .define(
                        IDLE_TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        600_000L,
                        Range.between(1, MAX_IDLE_TIMEOUT_MS),
                        Importance.LOW,
                        "Silence after which a connection is closed, in milliseconds; one that waits for its answer is not. "
                                + "Longer than the pause between two requests of a client, and than what a balancer in front keeps. "
                                + "Connectors that share a port have to say the same.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Idle timeout (ms)");
    }

    static ListenerSettings settings(AbstractConfig config) {
        return new ListenerSettings(
                new ConnectionLimits(
                        config.getInt(MAX_CONNECTIONS),
                        config.getLong(HEADER_TIMEOUT_MS),
                        config.getLong(IDLE_TIMEOUT_MS)),
                TlsKeys.settings(config));
    }
}
