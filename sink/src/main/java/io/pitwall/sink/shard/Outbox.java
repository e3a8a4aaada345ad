package io.pitwall.sink.shard;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a shard has to say, kept until the commit that says it has succeeded. */
public final class Outbox {

    /** What a record costs beyond its bytes: objects, headers and the producer's own copy of them. */
    private static final int OVERHEAD_BYTES = 128;

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long bytes;
    private boolean isUrgent;

    /** Adds a result, an alert or a late row, for the next commit. */
    public void add(ProducerRecord<byte[], byte[]> output) {
        records.add(output);
        bytes += OVERHEAD_BYTES + lengthOf(output.key()) + lengthOf(output.value());
    }

    /** Has the commit come at once: somebody waits for an alert. */
    public void hurry() {
        isUrgent = true;
    }

    private static int lengthOf(byte[] content) {
        return content == null ? 0 : content.length;
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    boolean isUrgent() {
        return isUrgent;
    }

    long bytes() {
        return bytes;
    }

    void clear() {
        records.clear();
        bytes = 0;
        isUrgent = false;
    }
}
