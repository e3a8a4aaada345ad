package io.pitwall.sink.config.keys;

/** The names of the window sink connector's keys. */
public final class WindowSinkKeys {

    public static final String WHERE = "where";
    public static final String SELECT = "select";
    public static final String HAVING = "having";
    public static final String ON_ERROR = "on.error";
    public static final String TIMESTAMP_COLUMN = "timestamp.column";
    public static final String TIMESTAMP_UNIT = "timestamp.unit";
    public static final String MAX_FUTURE_MS = "max.future.ms";
    public static final String WINDOW_TYPE = "window.type";
    public static final String WINDOW_SIZE_MS = "window.size.ms";
    public static final String WINDOW_ADVANCE_MS = "window.advance.ms";
    public static final String SESSION_GAP_MS = "session.gap.ms";
    public static final String WINDOW_COUNT = "window.count";
    public static final String WINDOW_ADVANCE_COUNT = "window.advance.count";
    public static final String WINDOW_GRACE_MS = "window.grace.ms";
    public static final String WINDOW_OFFSET_MS = "window.offset.ms";
    public static final String WINDOW_TIME_ZONE = "window.time.zone";
    public static final String WINDOW_CLOCK = "window.clock";
    public static final String STATE_TTL_MS = "state.ttl.ms";
    public static final String IDLE_TIMEOUT_MS = "idle.timeout.ms";
    public static final String EMIT = "emit";
    public static final String EMIT_INTERVAL_MS = "emit.interval.ms";
    public static final String EMIT_EARLY_WHEN = "emit.early.when";
    public static final String EMIT_EMPTY = "emit.empty";
    public static final String OUTPUT_TOPIC = "output.topic";
    public static final String LATE_TOPIC = "late.topic";
    public static final String ALERT_WHEN = "alert.when";
    public static final String ALERT_TOPIC = "alert.topic";
    public static final String ALERT_CLEAR_WHEN = "alert.clear.when";
    public static final String ALERT_EVALUATE = "alert.evaluate";
    public static final String ALERT_COOLDOWN_MS = "alert.cooldown.ms";
    public static final String OUTPUT_KEY_CONVERTER = "output.key.converter";
    public static final String OUTPUT_VALUE_CONVERTER = "output.value.converter";
    public static final String PROCESSING_GUARANTEE = "processing.guarantee";
    public static final String COMMIT_INTERVAL_MS = "commit.interval.ms";
    public static final String ON_QUERY_CHANGE = "on.query.change";
    public static final String STATE_DIR = "state.dir";
    public static final String STATE_MEMORY_BYTES = "state.memory.bytes";
    /** Prefix of the settings for the Kafka clients that the task makes itself. */
    public static final String KAFKA_PREFIX = "kafka.";

    public static final String BOOTSTRAP_SERVERS = KAFKA_PREFIX + "bootstrap.servers";

    private WindowSinkKeys() {}
}
