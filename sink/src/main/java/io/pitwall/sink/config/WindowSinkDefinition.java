package io.pitwall.sink.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Type.CLASS;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.pitwall.sink.windowing.Windows;
import io.pitwall.transforms.OneOf;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Every key of the window sink connector with its default and documentation, in the order users meet them. */
public final class WindowSinkDefinition {

    private static final String STRING_CONVERTER = "org.apache.kafka.connect.storage.StringConverter";
    private static final String JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter";
    private static final long HUNDRED_YEARS_MS = 100L * 365 * 24 * 3_600_000;

    private final ConfigDef definition = new ConfigDef();
    private String group = "";
    private int order;

    private WindowSinkDefinition() {}

    /** The definition that Connect shows and validates. */
    public static ConfigDef definition() {
        WindowSinkDefinition keys = new WindowSinkDefinition();
        keys.query();
        keys.eventTime();
        keys.windows();
        keys.output();
        keys.alerts();
        keys.guarantees();
        return keys.definition;
    }

    private void query() {
        begin("Query");
        add(
                WindowSinkKeys.WHERE,
                STRING,
                "",
                null,
                MEDIUM,
                "Rows that count",
                """
                Condition on the input columns; rows for which it is false or null are passed over. \
                Empty: every row counts. Example: `accelerometer-x` is not null""");
        add(
                WindowSinkKeys.SELECT,
                STRING,
                NO_DEFAULT_VALUE,
                new NonEmptyString(),
                HIGH,
                "Columns to compute",
                """
                Aggregates over the rows of a window, and expressions over them, each with a name: \
                sum(sqrt(x*x + y*y + z*z)) as force, count(*) as samples, last(latitude) as latitude. \
                Aggregates: count, sum, avg, min, max, first, last.""");
        add(
                WindowSinkKeys.HAVING,
                STRING,
                "",
                null,
                MEDIUM,
                "Windows to emit",
                """
                Condition on the columns of select and on aggregates; only windows for which it is true are emitted. \
                Empty: every window that has a row.""");
        add(
                WindowSinkKeys.ON_ERROR,
                STRING,
                "reject",
                OneOf.of("reject", "null", "fail"),
                MEDIUM,
                "Values that do not fit",
                """
                What happens to a row with a value that the query cannot compute with, such as text where a number is \
                summed. reject: the row is reported and counted, and the others go on. null: the argument of the \
                aggregate counts as null, and the row counts. fail: the task stops.""");
    }

    private void eventTime() {
        begin("Event time");
        add(
                WindowSinkKeys.TIMESTAMP_COLUMN,
                STRING,
                "",
                null,
                MEDIUM,
                "Timestamp column",
                """
                Column that holds the event time of a row. Empty: the timestamp of the Kafka record.""");
        add(
                WindowSinkKeys.TIMESTAMP_UNIT,
                STRING,
                "ms",
                OneOf.of("ns", "us", "ms", "s", "iso"),
                MEDIUM,
                "Timestamp unit",
                """
                How timestamp.column counts: ns, us, ms or s since 1970-01-01 UTC, or iso for ISO-8601 text.""");
        add(
                WindowSinkKeys.MAX_FUTURE_MS,
                LONG,
                300_000L,
                Range.between(-1L, HUNDRED_YEARS_MS),
                LOW,
                "Furthest future (ms)",
                """
                A row whose event time is further than this ahead of the worker's clock is rejected and does not move \
                stream time, so that one wrong clock cannot close everybody's windows. -1: no limit.""");
        add(
                WindowSinkKeys.IDLE_TIMEOUT_MS,
                LONG,
                5_000L,
                Range.between(-1L, HUNDRED_YEARS_MS),
                MEDIUM,
                "Idle timeout (ms)",
                """
                When a partition has had no row for this long and nothing is left to read, its stream time goes on \
                with the worker's clock, so that its last windows close. -1: never.""");
    }

    private void windows() {
        begin("Windows");
        add(
                WindowSinkKeys.WINDOW_TYPE,
                STRING,
                "hopping",
                OneOf.of("tumbling", "hopping"),
                HIGH,
                "Window type",
                """
                tumbling: windows follow one another. hopping: a new window begins every window.advance.ms.""");
        add(
                WindowSinkKeys.WINDOW_SIZE_MS,
                LONG,
                NO_DEFAULT_VALUE,
                whereGiven(Range.between(1L, Windows.MAX_SPAN_MS)),
                HIGH,
                "Window size (ms)",
                """
                Length of a window. Windows are half-open, from start inclusive to end exclusive.""");
        add(
                WindowSinkKeys.WINDOW_ADVANCE_MS,
                LONG,
                null,
                null,
                HIGH,
                "Window advance (ms)",
                """
                Distance between the starts of two windows, which are multiples of it since 1970-01-01 UTC. \
                At most window.size.ms. Required for hopping windows, left out for tumbling ones.""");
        add(
                WindowSinkKeys.WINDOW_GRACE_MS,
                LONG,
                0L,
                Range.between(0L, Windows.MAX_SPAN_MS),
                MEDIUM,
                "Grace (ms)",
                """
                How long after its end, in stream time, a window waits for rows that come late.""");
    }

    private void output() {
        begin("Output");
        add(
                WindowSinkKeys.OUTPUT_TOPIC,
                STRING,
                NO_DEFAULT_VALUE,
                new NonEmptyString(),
                HIGH,
                "Output topic",
                """
                Topic for the windows: the key of the rows, and window_start, window_end and the columns of select. \
                Created with the partition count of the input where it does not exist.""");
        add(
                WindowSinkKeys.LATE_TOPIC,
                STRING,
                "",
                null,
                MEDIUM,
                "Late topic",
                """
                Topic for rows that met no open window, unchanged, with headers that say how late they were. \
                Empty: they are counted and logged.""");
        add(
                WindowSinkKeys.OUTPUT_KEY_CONVERTER,
                CLASS,
                STRING_CONVERTER,
                null,
                LOW,
                "Output key converter",
                """
                Connect converter for the keys of everything written. Its own settings follow with this prefix.""");
        add(
                WindowSinkKeys.OUTPUT_VALUE_CONVERTER,
                CLASS,
                JSON_CONVERTER,
                null,
                MEDIUM,
                "Output value converter",
                """
                Connect converter for the values of windows and alerts. Its own settings follow with this prefix. \
                JsonConverter writes no schemas unless output.value.converter.schemas.enable is true.""");
    }

    private void alerts() {
        begin("Alerts");
        add(
                WindowSinkKeys.ALERT_WHEN,
                STRING,
                "",
                null,
                MEDIUM,
                "Alert condition",
                """
                Condition on the columns of select and on aggregates; a window for which it is true fires an alert. \
                Empty: no alerts.""");
        add(
                WindowSinkKeys.ALERT_TOPIC,
                STRING,
                "",
                null,
                MEDIUM,
                "Alert topic",
                """
                Topic for the alerts. Required where alert.when is set.""");
        add(
                WindowSinkKeys.ALERT_COOLDOWN_MS,
                LONG,
                60_000L,
                Range.between(0L, Windows.MAX_SPAN_MS),
                MEDIUM,
                "Alert cool-down (ms)",
                """
                After an alert, the same key fires no other until this much event time has passed.""");
    }

    private void guarantees() {
        begin("Guarantees");
        add(
                WindowSinkKeys.PROCESSING_GUARANTEE,
                STRING,
                "exactly_once",
                OneOf.of("exactly_once", "at_least_once"),
                MEDIUM,
                "Processing guarantee",
                """
                exactly_once: windows, alerts, late rows, state and input position are committed in one transaction. \
                at_least_once: without transactions; after a crash some results are written twice.""");
        add(
                WindowSinkKeys.COMMIT_INTERVAL_MS,
                LONG,
                200L,
                Range.between(1L, 3_600_000L),
                MEDIUM,
                "Commit interval (ms)",
                """
                How often results and state are committed. Readers with isolation.level=read_committed see results \
                after it; an alert is committed at once.""");
        add(
                WindowSinkKeys.ON_QUERY_CHANGE,
                STRING,
                "fail",
                OneOf.of("fail", "reset"),
                MEDIUM,
                "Changed queries",
                """
                What happens where open windows were collected under a query that the configured one cannot go on with: \
                other windows, event time, where or aggregates. fail: the task stops and says what has changed. \
                reset: the open windows are dropped, and the new query goes on at the same place.""");
        add(
                WindowSinkKeys.STATE_DIR,
                STRING,
                "",
                null,
                MEDIUM,
                "State directory",
                """
                Local copy of the state, for quick restarts. It may be deleted at any time: it is restored from the \
                changelog topic. Empty: a folder pitwall-state under the worker's temporary directory.""");
        add(
                WindowSinkKeys.STATE_MEMORY_BYTES,
                LONG,
                268_435_456L,
                Range.between(16_777_216L, Long.MAX_VALUE),
                LOW,
                "State memory (bytes)",
                """
                Memory that the RocksDB caches and write buffers of all window sinks on a worker share.""");
        add(
                WindowSinkKeys.BOOTSTRAP_SERVERS,
                STRING,
                NO_DEFAULT_VALUE,
                new NonEmptyString(),
                HIGH,
                "Kafka bootstrap servers",
                """
                The Kafka cluster of the input topics, for the clients that the task makes itself. Other client \
                settings, such as security, follow with the prefix kafka. too.""");
    }

    /** For a required key: that it is missing is reported by the definition, and need not be by its range as well. */
    private static Validator whereGiven(Range range) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (value != null) {
                        range.ensureValid(name, value);
                    }
                },
                range::toString);
    }

    private void begin(String nextGroup) {
        group = nextGroup;
        order = 0;
    }

    private void add(
            String name,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            @Nullable Validator validator,
            Importance importance,
            String displayName,
            String documentation) {
        definition.define(
                name,
                type,
                defaultValue,
                validator,
                importance,
                documentation,
                group,
                ++order,
                widthOf(type, importance),
                displayName,
                validator instanceof OneOf choices ? choices : null);
    }

    private static Width widthOf(ConfigDef.Type type, Importance importance) {
        if (type == STRING || type == CLASS) {
            return importance == LOW ? Width.MEDIUM : Width.LONG;
        }
        return Width.SHORT;
    }
}
