package io.pitwall.sink.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns rows that met no open window into records of the late topic, or, where there is none, into a log line. */
public final class LateRows {

    private static final Logger log = LoggerFactory.getLogger(LateRows.class);

    private final Optional<String> topic;
    private final Converter keyConverter;
    private final Converter valueConverter;
    private final HeaderConverter headerConverter = new SimpleHeaderConverter();
    private final RateLimit rateLimit = new RateLimit();

    /** @param topic {@code late.topic}; empty to log */
    public LateRows(Optional<String> topic, Converter keyConverter, Converter valueConverter) {
        this.topic = topic;
        this.keyConverter = keyConverter;
        this.valueConverter = valueConverter;
    }

    /**
     * The record for the late topic: key, value and timestamp as they came, and where and how late that was.
     *
     * @throws RejectedRowException when the output converters cannot write the row
     */
    Optional<ProducerRecord<byte[], byte[]>> encode(SinkRecord row, long lateByMs, long streamTimeMs, Now now) {
        if (topic.isEmpty()) {
            logDropped(row, lateByMs, now);
            return Optional.empty();
        }
        String name = topic.get();
        try {
            byte[] key = bytes(keyConverter, name, row.keySchema(), row.key());
            byte[] value = bytes(valueConverter, name, row.valueSchema(), row.value());
            RecordHeaders headers = headers(name, row);
            add(headers, "pitwall.late.by.ms", lateByMs);
            add(headers, "pitwall.stream.time.ms", streamTimeMs);
            headers.add("pitwall.source.topic", row.originalTopic().getBytes(UTF_8));
            add(headers, "pitwall.source.partition", row.originalKafkaPartition());
            add(headers, "pitwall.source.offset", row.originalKafkaOffset());
            return Optional.of(new ProducerRecord<>(name, null, row.timestamp(), key, value, headers));
        } catch (DataException e) {
            throw new RejectedRowException(
                    RejectedRowException.Reason.UNENCODABLE_VALUE,
                    "A late row that the output converters cannot write; let output.key.converter and"
                            + " output.value.converter match the input, or leave late.topic empty",
                    e);
        }
    }

    private static byte @Nullable [] bytes(
            Converter converter, String topic, @Nullable Schema schema, @Nullable Object content) {
        if (content == null) {
            return null;
        }
        return content instanceof byte[] raw ? raw : converter.fromConnectData(topic, schema, content);
    }

    private RecordHeaders headers(String topic, SinkRecord row) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : row.headers()) {
            byte[] value = header.value() instanceof byte[] raw
                    ? raw
                    : headerConverter.fromConnectHeader(topic, header.key(), header.schema(), header.value());
            headers.add(header.key(), value);
        }
        return headers;
    }

    private static void add(RecordHeaders headers, String name, long number) {
        headers.add(name, Long.toString(number).getBytes(UTF_8));
    }

    private void logDropped(SinkRecord row, long lateByMs, Now now) {
        rateLimit
                .count(now)
                .ifPresent(since -> log.warn(
                        "Dropped {}-{}@{}: late by {} ms and late.topic is empty ({} since the last such line)",
                        row.originalTopic(),
                        row.originalKafkaPartition(),
                        row.originalKafkaOffset(),
                        lateByMs,
                        since));
    }
}
