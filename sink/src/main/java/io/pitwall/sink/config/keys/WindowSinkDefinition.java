package io.pitwall.sink.config.keys;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Type.CLASS;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.pitwall.sink.windowing.aggregate.AggregateFunction;
import io.pitwall.transforms.OneOf;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;

/** Every key of the window sink connector with its default and documentation, in the order users meet them. */
public final class WindowSinkDefinition {

    private static final String STRING_CONVERTER = "org.apache.kafka.connect.storage.StringConverter";
    private static final String JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter";
    private static final long HUNDRED_YEARS_MS = 100L * 365 * 24 * 3_600_000;

    private WindowSinkDefinition() {}

    /** The definition that Connect shows and validates. */
    public static ConfigDef definition() {
        KeyList keys = new KeyList();
        addQuery(keys);
        addEventTime(keys);
        WindowKeys.addTo(keys);
        addOutput(keys);
        EmissionKeys.addTo(keys);
        addGuarantees(keys);
        return keys.definition();
    }

    private static void addQuery(KeyList keys) {
        keys.begin("Query");
        keys.add(
                WindowSinkKeys.WHERE,
                STRING,
                "",
                null,
                MEDIUM,
                "Rows that count",
                """
                Condition on the input columns; rows for which it is false or null are passed over. \
                Empty: every row counts. Example: `accelerometer-x` is not null""");
        keys.add(
                WindowSinkKeys.SELECT,
                STRING,
                NO_DEFAULT_VALUE,
                new NonEmptyString(),
                HIGH,
                "Columns to compute",
                """
                Aggregates over the rows of a window, and expressions over them, each with a name: \
                sum(sqrt(x*x + y*y + z*z)) as force, count(*) as samples, last(latitude) as latitude. \
                Aggregates:"""
                        + aggregates());
        keys.add(
                WindowSinkKeys.HAVING,
                STRING,
                "",
                null,
                MEDIUM,
                "Windows to emit",
                """
                Condition on the columns of select and on aggregates; only windows for which it is true are emitted. \
                Empty: every window that has a row.""");
        keys.add(
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

    private static String aggregates() {
        return Arrays.stream(AggregateFunction.values())
                .map(AggregateFunction::sqlName)
                .collect(Collectors.joining(
                        ", ",
                        " ",
                        "; each with a filter (where …) of its own if need be, and most over many columns at once, as in"
                                + " avg(rpm_*)."));
    }

    private static void addEventTime(KeyList keys) {
        keys.begin("Event time");
        keys.add(
                WindowSinkKeys.TIMESTAMP_COLUMN,
                STRING,
                "",
                null,
                MEDIUM,
                "Timestamp column",
                """
                Column that holds the event time of a row. Empty: the timestamp of the Kafka record.""");
        keys.add(
                WindowSinkKeys.TIMESTAMP_UNIT,
                STRING,
                "ms",
                OneOf.of("ns", "us", "ms", "s", "iso"),
                MEDIUM,
                "Timestamp unit",
                """
                How timestamp.column counts: ns, us, ms or s since 1970-01-01 UTC, or iso for ISO-8601 text.""");
        keys.add(
                WindowSinkKeys.MAX_FUTURE_MS,
                LONG,
                300_000L,
                Range.between(-1L, HUNDRED_YEARS_MS),
                LOW,
                "Furthest future (ms)",
                """
                A row whose event time is further than this ahead of the worker's clock is rejected and does not move \
                stream time, so that one wrong clock cannot close everybody's windows. -1: no limit.""");
        keys.add(
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

    private static void addOutput(KeyList keys) {
        keys.begin("Output");
        keys.add(
                WindowSinkKeys.OUTPUT_TOPIC,
                STRING,
                NO_DEFAULT_VALUE,
                new NonEmptyString(),
                HIGH,
                "Output topic",
                """
                Topic for the windows: the key of the rows, and window_start, window_end and the columns of select. \
                Created with the partition count of the input where it does not exist.""");
        keys.add(
                WindowSinkKeys.LATE_TOPIC,
                STRING,
                "",
                null,
                MEDIUM,
                "Late topic",
                """
                Topic for rows that met no open window, unchanged, with headers that say how late they were. \
                Empty: they are counted and logged.""");
        keys.add(
                WindowSinkKeys.OUTPUT_KEY_CONVERTER,
                CLASS,
                STRING_CONVERTER,
                null,
                LOW,
                "Output key converter",
                """
                Connect converter for the keys of everything written. Its own settings follow with this prefix.""");
        keys.add(
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

    private static void addGuarantees(KeyList keys) {
        keys.begin("Guarantees");
        keys.add(
                WindowSinkKeys.PROCESSING_GUARANTEE,
                STRING,
                "exactly_once",
                OneOf.of("exactly_once", "at_least_once"),
                MEDIUM,
                "Processing guarantee",
                """
                exactly_once: windows, alerts, late rows, state and input position are committed in one transaction. \
                at_least_once: without transactions; after a crash some results are written twice.""");
        keys.add(
                WindowSinkKeys.COMMIT_INTERVAL_MS,
                LONG,
                200L,
                Range.between(1L, 3_600_000L),
                MEDIUM,
                "Commit interval (ms)",
                """
                How often results and state are committed. Readers with isolation.level=read_committed see results \
                after it; an alert is committed at once.""");
        keys.add(
                WindowSinkKeys.ON_QUERY_CHANGE,
                STRING,
                "fail",
                OneOf.of("fail", "reset"),
                MEDIUM,
                "Changed queries",
                """
                What happens where open windows were collected under a query that the configured one cannot go on with: \
                other windows, clock, event time, where or aggregates. fail: the task stops and says what has changed. \
                reset: the open windows are dropped, and the new query goes on at the same place.""");
        keys.add(
                WindowSinkKeys.STATE_DIR,
                STRING,
                "",
                null,
                MEDIUM,
                "State directory",
                """
                Local copy of the state, for quick restarts. It may be deleted at any time: it is restored from the \
                changelog topic. Empty: a folder pitwall-state under the worker's temporary directory.""");
        keys.add(
                WindowSinkKeys.STATE_MEMORY_BYTES,
                LONG,
                268_435_456L,
                Range.between(16_777_216L, Long.MAX_VALUE),
                LOW,
                "State memory (bytes)",
                """
                Memory for the state of all window sinks on a worker together: a quarter, at least 8 MiB, for RocksDB \
                outside the heap, the rest within it. State beyond that is read from state.dir when it is needed. The \
                first window sink that starts decides for the worker.""");
        keys.add(
                WindowSinkKeys.BOOTSTRAP_SERVERS,
                STRING,
                NO_DEFAULT_VALUE,
                new BrokerList(),
                HIGH,
                "Kafka bootstrap servers",
                """
                The Kafka cluster of the input topics, for the clients that the task makes itself. Other client \
                settings, such as security, follow with the prefix kafka. too.""");
    }
}
