package io.pitwall.sink.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Where a shard stands. The last record of every transaction, so whoever reads it has read all that led up to it.
 *
 * <pre>
 * offset  size
 *      0     1  format version, 1
 *      1     8  sequence
 *      9     8  next input offset
 *     17     8  stream time, ms
 *     25     8  idle advances
 *     33    32  counters: windowed, late, rejected, filtered
 *     65    16  input topic id
 *     81     8  query fingerprint
 * </pre>
 *
 * @param sequence counts the commits of the shard from 1; 0 before the first
 * @param nextInputOffset the first input offset that is not in the state; {@link #NO_OFFSET} before the first row
 * @param streamTimeMs the greatest accepted timestamp, or what idle closing moved it to; {@code Long.MIN_VALUE} before the
 *     first row
 * @param idleAdvances how often a quiet shard's stream time was moved by the wall clock with results
 * @param inputTopicId the incarnation of the input topic that the offset counts in
 * @param queryFingerprint changes when the state rows of one configuration mean nothing to another
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

    static final byte FORMAT_VERSION = 1;
    private static final byte[] KEY = {0};
    private static final int LENGTH = 89;

    /** A fingerprint of a text: equal texts have equal ones, and different texts practically never. */
    public static long fingerprintOf(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

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

    /** The beginning of another incarnation of the input topic; sequence and counters go on. */
    public Marker forInput(Uuid otherTopicId) {
        return new Marker(sequence, 0, NO_TIME, idleAdvances, counters, otherTopicId, queryFingerprint);
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
        return ByteBuffer.allocate(LENGTH)
                .put(FORMAT_VERSION)
                .putLong(sequence)
                .putLong(nextInputOffset)
                .putLong(streamTimeMs)
                .putLong(idleAdvances)
                .putLong(counters.windowed())
                .putLong(counters.late())
                .putLong(counters.rejected())
                .putLong(counters.filtered())
                .putLong(inputTopicId.getMostSignificantBits())
                .putLong(inputTopicId.getLeastSignificantBits())
                .putLong(queryFingerprint)
                .array();
    }

    static Marker fromBytes(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != FORMAT_VERSION) {
            throw new ConnectException("Expected a changelog marker of format version " + FORMAT_VERSION + ", found "
                    + (bytes.length == 0 ? "an empty one" : "version " + bytes[0])
                    + ". The state was written by another version of Pitwall: run that version, or delete the changelog"
                    + " topic to begin without state.");
        }
        if (bytes.length != LENGTH) {
            throw new ConnectException("Expected a changelog marker of " + LENGTH + " bytes, found " + bytes.length
                    + ". Something other than Pitwall wrote to the changelog topic.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        return new Marker(
                buffer.getLong(),
                buffer.getLong(),
                buffer.getLong(),
                buffer.getLong(),
                new Counters(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong()),
                new Uuid(buffer.getLong(), buffer.getLong()),
                buffer.getLong());
    }
}
