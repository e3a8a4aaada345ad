package io.pitwall.sink.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** One partition of a topic. As in Kafka, the end of a transaction takes an offset of its own. */
final class PartitionLog {

    final TopicPartition partition;

    private List<Entry> entries = new ArrayList<>();
    private long endOffset;
    /** Transactions whose end is not written here, with their first offset. */
    private final Map<Transaction, Long> unended = new LinkedHashMap<>();

    /** A record. */
    static final class Entry {
        private final long offset;
        private final long timestampMs;
        private final byte @Nullable [] key;
        private final byte @Nullable [] value;
        private final Headers headers;
        /** Null for a record that was written without. */
        private final @Nullable Transaction transaction;

        Entry(long offset, long timestampMs, ProducerRecord<byte[], byte[]> record, @Nullable Transaction transaction) {
            this.offset = offset;
            this.timestampMs = timestampMs;
            this.key = record.key();
            this.value = record.value();
            this.headers = record.headers();
            this.transaction = transaction;
        }

        long offset() {
            return offset;
        }

        byte @Nullable [] key() {
            return key;
        }

        byte @Nullable [] value() {
            return value;
        }

        Headers headers() {
            return headers;
        }

        boolean isCommitted() {
            return transaction == null || transaction.isCommitted();
        }

        ConsumerRecord<byte[], byte[]> toConsumerRecord(TopicPartition partition) {
            return new ConsumerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    offset,
                    timestampMs,
                    TimestampType.CREATE_TIME,
                    lengthOf(key),
                    lengthOf(value),
                    key,
                    value,
                    headers,
                    Optional.empty());
        }

        private static int lengthOf(byte @Nullable [] bytes) {
            return bytes == null ? -1 : bytes.length;
        }
    }

    PartitionLog(TopicPartition partition) {
        this.partition = partition;
    }

    Entry append(ProducerRecord<byte[], byte[]> record, long nowMs, @Nullable Transaction transaction) {
        long timestampMs = record.timestamp() == null ? nowMs : record.timestamp();
        Entry entry = new Entry(endOffset++, timestampMs, record, transaction);
        entries.add(entry);
        if (transaction != null) {
            unended.putIfAbsent(transaction, entry.offset());
            transaction.enter(this);
        }
        return entry;
    }

    void writeEnd(Transaction transaction) {
        unended.remove(transaction);
        endOffset++;
    }

    long endOffset() {
        return endOffset;
    }

    /** What readers of committed data see ends here. */
    long lastStableOffset() {
        return unended.values().stream().min(Long::compare).orElse(endOffset);
    }

    /** Committed records from an offset on, as far as they can be read. */
    List<Entry> readable(long fromOffset, int atMost) {
        List<Entry> found = new ArrayList<>();
        long stable = lastStableOffset();
        for (Entry entry : entries) {
            if (found.size() < atMost
                    && entry.offset() >= fromOffset
                    && entry.offset() < stable
                    && entry.isCommitted()) {
                found.add(entry);
            }
        }
        return found;
    }

    /** Keeps the latest record of each key, and deletions only if told to. */
    void compact(boolean keepDeletions) {
        long stable = lastStableOffset();
        Map<byte[], Long> latest = new TreeMap<>(Arrays::compareUnsigned);
        for (Entry entry : entries) {
            if (entry.offset() < stable && entry.isCommitted() && entry.key() != null) {
                latest.put(entry.key(), entry.offset());
            }
        }
        List<Entry> kept = new ArrayList<>();
        for (Entry entry : entries) {
            boolean isCompactable = entry.offset() < stable && entry.key() != null;
            boolean isLatest = isCompactable && Long.valueOf(entry.offset()).equals(latest.get(entry.key()));
            if (!isCompactable || (isLatest && (keepDeletions || entry.value() != null))) {
                kept.add(entry);
            }
        }
        entries = kept;
    }
}
