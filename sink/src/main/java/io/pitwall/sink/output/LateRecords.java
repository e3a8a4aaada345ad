package io.pitwall.sink.output;

import io.pitwall.sink.config.WindowSinkConfig;
import io.pitwall.sink.shard.Lateness;
import io.pitwall.transforms.row.RawBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.jspecify.annotations.Nullable;

/**
 * Late rows as records for the late topic: key, value and timestamp as they came, and headers that say how late, and for which
 * window. A value
 * that came as JSON goes out as that JSON; only Maps and Structs need a converter.
 */
public final class LateRecords {

    /** What workers read headers with unless told otherwise. */
    private static final SimpleHeaderConverter HEADERS = new SimpleHeaderConverter();

    private final String topic;
    private final KeyEncoder keys;
    private final OutputConverter values;

    public LateRecords(WindowSinkConfig config, String topic) {
        this.topic = topic;
        keys = new KeyEncoder(OutputConverter.of(config.keyConverter(), true));
        values = OutputConverter.of(config.valueConverter(), false);
    }

    /**
     * The record for a late row.
     *
     * @param streamTimeMs stream time when the row came
     */
    public ProducerRecord<byte[], byte[]> record(SinkRecord row, Lateness lateness, long streamTimeMs) {
        Long timestampMs = row.timestamp() == null ? null : Long.valueOf(Math.max(0, row.timestamp()));
        ProducerRecord<byte[], byte[]> late = new ProducerRecord<>(
                topic,
                null,
                timestampMs,
                keys.encode(topic, row.keySchema(), row.key()),
                value(row.valueSchema(), row.value()));
        row.headers().forEach(header -> late.headers().add(header.key(), bytesOf(header)));
        addHeader(late, "pitwall.late.by.ms", Long.toString(lateness.lateByMs()));
        addHeader(late, "pitwall.window.start.ms", Long.toString(lateness.windowStartMs()));
        addHeader(late, "pitwall.window.end.ms", Long.toString(lateness.windowEndMs()));
        addHeader(late, "pitwall.stream.time.ms", Long.toString(streamTimeMs));
        addHeader(late, "pitwall.source.topic", row.originalTopic());
        addHeader(late, "pitwall.source.partition", String.valueOf(row.originalKafkaPartition()));
        addHeader(late, "pitwall.source.offset", Long.toString(row.originalKafkaOffset()));
        return late;
    }

    private byte @Nullable [] value(@Nullable Schema schema, @Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            return RawBytes.of(buffer);
        }
        if (value instanceof String json) {
            return json.getBytes(StandardCharsets.UTF_8);
        }
        return values.convert(topic, schema, value);
    }

    private byte @Nullable [] bytesOf(Header header) {
        return header.value() instanceof byte[] bytes
                ? bytes
                : HEADERS.fromConnectHeader(topic, header.key(), header.schema(), header.value());
    }

    private static void addHeader(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
