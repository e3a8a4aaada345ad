package io.pitwall.sink.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Where a shard stands. The last record of every transaction, so whoever reads it has read all that led up to it.
 *
 * <pre>
 * offset  size
 *      0     1  format version, 2
 *      1     8  sequence
 *      9     8  next input offset
 *     17     8  stream time, ms
 *     25     8  idle advances
 *     33    16  input topic id
 *     49     8  query fingerprint
 *     57   57+  counters, to the end; see {@link Counters}
 * </pre>
 *
 * @param sequence counts the commits of the shard from 1; 0 before the first
 * @param nextInputOffset the first input offset that is not in the state; {@link #NO_OFFSET} before the first commit, and
 *     while the state is being reset
 * @param streamTimeMs the greatest accepted timestamp, or what idle closing moved it to; {@code Long.MIN_VALUE} before the
 *     first row
 * @param idleAdvances how often a quiet shard's stream time was moved by the wall clock with results
 * @param inputTopicId the incarnation of the input topic that the offset counts in
 * @param queryFingerprint of the {@link QueryIdentity} that the state rows belong to
 */
public record Marker(
        long sequence,
        long nextInputOffset,
        long streamTimeMs,
        long idleAdvances,
        Counters counters,
        Uuid inputTopicId,
        long queryFingerprint) {

    public static final long NO_OFFSET = -1;
    public static final long NO_TIME = Long.MIN_VALUE;

    static final byte FORMAT_VERSION = 2;
    private static final byte[] KEY = {0};
    private static final int COUNTERS_AT = 57;

    /** A shard that has never committed. */
    public static Marker initial(Uuid inputTopicId, long queryFingerprint) {
        return new Marker(0, NO_OFFSET, NO_TIME, 0, Counters.ZERO, inputTopicId, queryFingerprint);
    }

    /** The marker of the commit after this one. */
    public Marker next(long nextInputOffset, long streamTimeMs, long idleAdvances, Counters counters) {
        return new Marker(
                sequence + 1, nextInputOffset, streamTimeMs, idleAdvances, counters, inputTopicId, queryFingerprint);
    }

    /** The same place in the input for a query that cannot use the state of the one before. */
    public Marker forQuery(long otherFingerprint) {
        return new Marker(
                sequence, nextInputOffset, streamTimeMs, idleAdvances, counters, inputTopicId, otherFingerprint);
    }

    /**
     * The commit after this one, of a shard that was moved to another place without the rows of its windows. The counters go on:
     * they count what was read, and what is read again counts again.
     */
    Marker movedTo(long otherOffset, Uuid otherTopicId, long otherFingerprint) {
        return new Marker(sequence + 1, otherOffset, NO_TIME, idleAdvances, counters, otherTopicId, otherFingerprint);
    }

    /** Whether the shard has a place in its input. */
    public boolean isPlaced() {
        return nextInputOffset != NO_OFFSET;
    }

    /** Whether the removal of the shard's rows has begun and not ended; what is left of them means nothing. */
    public boolean isReset() {
        return sequence > 0 && !isPlaced();
    }

    /** The reserved key under which markers are written. */
    static byte[] key() {
        return KEY.clone();
    }

    static boolean isKey(byte[] key) {
        return Arrays.equals(key, KEY);
    }

    StateChange toChange() {
        return new StateChange(key(), toBytes());
    }

    byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(COUNTERS_AT + counters.length())
                .put(FORMAT_VERSION)
                .putLong(sequence)
                .putLong(nextInputOffset)
                .putLong(streamTimeMs)
                .putLong(idleAdvances)
                .putLong(inputTopicId.getMostSignificantBits())
                .putLong(inputTopicId.getLeastSignificantBits())
                .putLong(queryFingerprint);
        counters.writeTo(buffer);
        return buffer.array();
    }

    static Marker fromBytes(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != FORMAT_VERSION) {
            throw new ConnectException("Expected a changelog marker of format version " + FORMAT_VERSION + ", found "
                    + (bytes.length == 0 ? "an empty one" : "version " + bytes[0])
                    + ". The state was written by another version of Pitwall: run that version, or delete the changelog"
                    + " topic to begin without state.");
        }
        int length = COUNTERS_AT + Counters.lengthAt(COUNTERS_AT, bytes);
        if (bytes.length != length) {
            throw new ConnectException("Expected a changelog marker of " + length + " bytes, found " + bytes.length
                    + ". Something other than Pitwall wrote to the changelog topic.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        long sequence = buffer.getLong();
        long nextInputOffset = buffer.getLong();
        long streamTimeMs = buffer.getLong();
        long idleAdvances = buffer.getLong();
        Uuid inputTopicId = new Uuid(buffer.getLong(), buffer.getLong());
        long queryFingerprint = buffer.getLong();
        return new Marker(
                sequence,
                nextInputOffset,
                streamTimeMs,
                idleAdvances,
                Counters.readFrom(buffer),
                inputTopicId,
                queryFingerprint);
    }
}
