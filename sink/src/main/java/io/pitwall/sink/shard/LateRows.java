package io.pitwall.sink.shard;

import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where rows go that met no open window: into the late topic or, where there is none, into the log. */
public final class LateRows {

    private static final Logger log = LoggerFactory.getLogger(LateRows.class);

    private final Optional<Encoder> encoder;
    private final RateLimit rateLimit = new RateLimit();

    /** Makes the record for the late topic; throws {@link DataException} for a row that its converters cannot write. */
    public interface Encoder {
        ProducerRecord<byte[], byte[]> record(SinkRecord row, Lateness lateness, long streamTimeMs);
    }

    /** @param encoder empty without a {@code late.topic} */
    public LateRows(Optional<Encoder> encoder) {
        this.encoder = encoder;
    }

    /** @throws RejectedRowException for a row that cannot be written */
    void take(SinkRecord row, Lateness lateness, long streamTimeMs, Outbox outbox, Now now) {
        if (encoder.isEmpty()) {
            logDropped(row, lateness, now);
            return;
        }
        try {
            outbox.addLate(encoder.get().record(row, lateness, streamTimeMs));
        } catch (DataException e) {
            throw new RejectedRowException(
                    RejectedRowException.Reason.UNENCODABLE_VALUE,
                    "expected a late row that output.key.converter and output.value.converter can write; let them match"
                            + " the input, or leave late.topic empty",
                    e);
        }
    }

    private void logDropped(SinkRecord row, Lateness lateness, Now now) {
        rateLimit
                .count(now)
                .ifPresent(since -> log.warn(
                        "Dropped {}-{}@{}: late by {} ms and late.topic is empty ({} since the last such line)",
                        row.originalTopic(),
                        row.originalKafkaPartition(),
                        row.originalKafkaOffset(),
                        lateness.lateByMs(),
                        since));
    }
}
