package io.pitwall.sink.output;

import io.pitwall.sink.config.WindowSinkConfig;
import io.pitwall.transforms.row.Row;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Turns what the engine decides into records for the output and alert topics. Single threaded. */
public final class ResultEncoder {

    private final KeyEncoder keys;
    private final ValueEncoder values;
    private final String outputTopic;
    private final Optional<String> alertTopic;

    public ResultEncoder(WindowSinkConfig config) {
        keys = new KeyEncoder(OutputConverter.of(config.keyConverter(), true));
        values = ValueEncoder.of(config.query(), OutputConverter.of(config.valueConverter(), false));
        outputTopic = config.outputTopic();
        alertTopic = config.alertTopic();
    }

    /** The record's timestamp is the window's last millisecond, so that windows over windows put it in the right bucket. */
    public ProducerRecord<byte[], byte[]> window(byte[] key, long startMs, long endMs, Row row) {
        byte[] value = values.encode(outputTopic, startMs, endMs, null, row);
        return record(outputTopic, endMs - 1, key, value);
    }

    /** An alert is stamped with its own time. */
    public ProducerRecord<byte[], byte[]> alert(byte[] key, long startMs, long endMs, long alertTimeMs, Row row) {
        String topic = alertTopic.orElseThrow();
        byte[] value = values.encode(topic, startMs, endMs, alertTimeMs, row);
        return record(topic, alertTimeMs, key, value);
    }

    private ProducerRecord<byte[], byte[]> record(String topic, long timestampMs, byte[] key, byte @Nullable [] value) {
        // Kafka has no record timestamps before 1970.
        return new ProducerRecord<>(topic, null, Math.max(0, timestampMs), keys.encodeGroup(topic, key), value);
    }
}
