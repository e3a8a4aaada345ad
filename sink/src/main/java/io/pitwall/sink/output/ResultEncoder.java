package io.pitwall.sink.output;

import io.pitwall.sink.config.WindowSinkConfig;
import io.pitwall.sink.output.ValueEncoder.Kind;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.row.Row;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Turns what the engine decides into records for the output and alert topics. Single threaded. */
public final class ResultEncoder {

    private final KeyEncoder keys;
    private final ValueEncoder windows;
    private final ValueEncoder alerts;
    private final boolean areUpdatesGiven;
    private final boolean areAlertsCleared;
    private final String outputTopic;
    private final Optional<String> alertTopic;

    /** @param query the one that computes the columns */
    public ResultEncoder(WindowSinkConfig config, WindowQuery query) {
        areUpdatesGiven = config.areUpdatesGiven();
        areAlertsCleared = config.areAlertsCleared();
        outputTopic = config.outputTopic();
        alertTopic = config.alertTopic();
        keys = new KeyEncoder(OutputConverter.of(config.keyConverter(), true));
        OutputConverter converter = OutputConverter.of(config.valueConverter(), false);
        windows = ValueEncoder.of(new Kind("io.pitwall.Window", query, ownFieldsOfWindows()), converter);
        alerts = ValueEncoder.of(new Kind("io.pitwall.Alert", query, ownFieldsOfAlerts()), converter);
    }

    private List<OwnField> ownFieldsOfWindows() {
        return areUpdatesGiven ? List.of(OwnField.FINAL, OwnField.REVISION) : List.of();
    }

    private List<OwnField> ownFieldsOfAlerts() {
        return areAlertsCleared ? List.of(OwnField.ALERT_TIME, OwnField.ALERT_STATE) : List.of(OwnField.ALERT_TIME);
    }

    /**
     * The last record of a window.
     *
     * @param streamTimeMs at least the time of one row of the window
     * @param revision greater than that of every update of the window; written where updates are
     */
    public ProducerRecord<byte[], byte[]> window(
            byte[] key, long startMs, long endMs, long streamTimeMs, long revision, Row row) {
        byte[] value = areUpdatesGiven
                ? windows.encode(outputTopic, startMs, endMs, row, true, revision)
                : windows.encode(outputTopic, startMs, endMs, row);
        return record(outputTopic, timestampMs(endMs, streamTimeMs), key, value);
    }

    /** What a window holds so far; parameters as of {@link #window}. */
    public ProducerRecord<byte[], byte[]> update(
            byte[] key, long startMs, long endMs, long streamTimeMs, long revision, Row row) {
        byte[] value = windows.encode(outputTopic, startMs, endMs, row, false, revision);
        return record(outputTopic, timestampMs(endMs, streamTimeMs), key, value);
    }

    /**
     * The window's last millisecond, so that windows over windows put the record in the right bucket. But not in the future:
     * of a window that is not over, as an update or one closed early, it may be, and brokers refuse records from more than
     * an hour ahead.
     */
    private static long timestampMs(long endMs, long streamTimeMs) {
        return Math.min(endMs - 1, streamTimeMs);
    }

    /** An alert is stamped with its own time. */
    public ProducerRecord<byte[], byte[]> alert(byte[] key, long startMs, long endMs, long alertTimeMs, Row row) {
        return alert(key, startMs, endMs, alertTimeMs, "raised", row);
    }

    /** The end of an alert. */
    public ProducerRecord<byte[], byte[]> cleared(byte[] key, long startMs, long endMs, long clearedTimeMs, Row row) {
        return alert(key, startMs, endMs, clearedTimeMs, "cleared", row);
    }

    private ProducerRecord<byte[], byte[]> alert(
            byte[] key, long startMs, long endMs, long timeMs, String state, Row row) {
        String topic = alertTopic.orElseThrow();
        byte[] value = areAlertsCleared
                ? alerts.encode(topic, startMs, endMs, row, timeMs, state)
                : alerts.encode(topic, startMs, endMs, row, timeMs);
        return record(topic, timeMs, key, value);
    }

    private ProducerRecord<byte[], byte[]> record(String topic, long timestampMs, byte[] key, byte @Nullable [] value) {
        // Kafka has no record timestamps before 1970.
        return new ProducerRecord<>(topic, null, Math.max(0, timestampMs), keys.encodeGroup(topic, key), value);
    }
}
