package io.pitwall.sink.config;

/** The names of the window sink connector's keys. */
final class WindowSinkKeys {

    static final String WHERE = "where";
    static final String SELECT = "select";
    static final String HAVING = "having";
    static final String ON_ERROR = "on.error";
    static final String TIMESTAMP_COLUMN = "timestamp.column";
    static final String TIMESTAMP_UNIT = "timestamp.unit";
    static final String MAX_FUTURE_MS = "max.future.ms";
    static final String WINDOW_TYPE = "window.type";
    static final String WINDOW_SIZE_MS = "window.size.ms";
    static final String WINDOW_ADVANCE_MS = "window.advance.ms";
    static final String SESSION_GAP_MS = "session.gap.ms";
    static final String WINDOW_COUNT = "window.count";
    static final String WINDOW_ADVANCE_COUNT = "window.advance.count";
    static final String WINDOW_GRACE_MS = "window.grace.ms";
    static final String WINDOW_OFFSET_MS = "window.offset.ms";
    static final String WINDOW_TIME_ZONE = "window.time.zone";
    static final String WINDOW_CLOCK = "window.clock";
    static final String STATE_TTL_MS = "state.ttl.ms";
    static final String IDLE_TIMEOUT_MS = "idle.timeout.ms";
    static final String EMIT = "emit";
    static final String EMIT_INTERVAL_MS = "emit.interval.ms";
    static final String EMIT_EARLY_WHEN = "emit.early.when";
    static final String EMIT_EMPTY = "emit.empty";
    static final String OUTPUT_TOPIC = "output.topic";
    static final String LATE_TOPIC = "late.topic";
    static final String ALERT_WHEN = "alert.when";
    static final String ALERT_TOPIC = "alert.topic";
    static final String ALERT_CLEAR_WHEN = "alert.clear.when";
    static final String ALERT_EVALUATE = "alert.evaluate";
    static final String ALERT_COOLDOWN_MS = "alert.cooldown.ms";
    static final String OUTPUT_KEY_CONVERTER = "output.key.converter";
    static final String OUTPUT_VALUE_CONVERTER = "output.value.converter";
    static final String PROCESSING_GUARANTEE = "processing.guarantee";
    static final String COMMIT_INTERVAL_MS = "commit.interval.ms";
    static final String ON_QUERY_CHANGE = "on.query.change";
    static final String STATE_DIR = "state.dir";
    static final String STATE_MEMORY_BYTES = "state.memory.bytes";
    /** Prefix of the settings for the Kafka clients that the task makes itself. */
    static final String KAFKA_PREFIX = "kafka.";

    static final String BOOTSTRAP_SERVERS = KAFKA_PREFIX + "bootstrap.servers";

    private WindowSinkKeys() {}
}
