package io.pitwall.sink.shard;

import io.pitwall.sink.state.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a shard has to say, kept until the commit that says it has succeeded. What is put in is counted. */
public final class Outbox {

    /** What a record costs beyond its bytes: objects, headers and the producer's own copy of them. */
    private static final int OVERHEAD_BYTES = 128;

    private final Tally tally;
    private final long maxBytes;
    /** Whether the shard has less memory left than what is in here takes. */
    private final LongPredicate isRoomShort;

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long bytes;
    private boolean isUrgent;
    private boolean hasExpiredKeys;

    /** An outbox without a bound, whose counts are nobody's. */
    public Outbox() {
        this(new Tally(Counters.ZERO), Long.MAX_VALUE, bytes -> false);
    }

    Outbox(Tally tally, long maxBytes, Room room) {
        this(tally, maxBytes, room::isShort);
    }

    private Outbox(Tally tally, long maxBytes, LongPredicate isRoomShort) {
        this.tally = tally;
        this.maxBytes = maxBytes;
        this.isRoomShort = isRoomShort;
    }

    /** Adds the result of a window, for the next commit. */
    public void addResult(ProducerRecord<byte[], byte[]> result) {
        tally.countEmitted();
        add(result);
    }

    /** Adds an alert and has the commit come at once: somebody waits for it. */
    public void addAlert(ProducerRecord<byte[], byte[]> alert) {
        tally.countAlert();
        add(alert);
        isUrgent = true;
    }

    /** Adds a late row, for the next commit; the row is counted by its fate. */
    void addLate(ProducerRecord<byte[], byte[]> row) {
        add(row);
    }

    /** Says that the query forgot keys of which nothing had come for too long; that, too, is worth a commit. */
    public void expired(long keys) {
        tally.countExpired(keys);
        hasExpiredKeys |= keys > 0;
    }

    /** Says that a value of the current row was taken for null, since its column is of the wrong kind. */
    public void takenForNull(String column) {
        tally.countNull(column);
    }

    /** The number of a new round of updates, greater than that of every round before, in earlier lives of the shard too. */
    public long nextUpdate() {
        return tally.nextUpdate();
    }

    /** The number of the latest round of updates; 0 before the first. */
    public long latestUpdate() {
        return tally.latestUpdate();
    }

    private void add(ProducerRecord<byte[], byte[]> output) {
        records.add(output);
        bytes += OVERHEAD_BYTES + lengthOf(output.key()) + lengthOf(output.value());
    }

    private static int lengthOf(byte[] content) {
        return content == null ? 0 : content.length;
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    boolean isEmpty() {
        return records.isEmpty() && !hasExpiredKeys;
    }

    boolean isUrgent() {
        return isUrgent;
    }

    /** Whether what is in it should be committed before more is added. */
    public boolean isFull() {
        return bytes > maxBytes || isRoomShort.test(bytes);
    }

    long bytes() {
        return bytes;
    }

    void clear() {
        records.clear();
        bytes = 0;
        isUrgent = false;
        hasExpiredKeys = false;
    }
}
