package io.pitwall.sink.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Whose the state rows of a shard are: with another text they would mean something else. Kept as a row of its own, under
 * {@code 0 2}, since the marker holds only the fingerprint; the value is a format version of one byte, 1, and the text.
 *
 * @param text what state rows depend on, for people
 */
public record QueryIdentity(String text) {

    private static final byte[] KEY = {0, 2};
    static final byte FORMAT_VERSION = 1;

    /** Equal texts have equal ones, and different texts practically never. */
    public long fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    /** For a commit, to be there when the shard is next opened. */
    public StateChange toChange() {
        byte[] bytes = text.getBytes(UTF_8);
        byte[] value = ByteBuffer.allocate(1 + bytes.length)
                .put(FORMAT_VERSION)
                .put(bytes)
                .array();
        return new StateChange(key(), value);
    }

    /** The reserved key of the row. */
    static byte[] key() {
        return KEY.clone();
    }

    static boolean isKey(byte[] key) {
        return Arrays.equals(key, KEY);
    }

    static QueryIdentity fromBytes(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != FORMAT_VERSION) {
            throw new ConnectException("Expected the text of a query in format version " + FORMAT_VERSION + ", found "
                    + (bytes.length == 0 ? "an empty row" : "version " + bytes[0])
                    + ". The state was written by another version of Pitwall: run that version, or delete the changelog"
                    + " topic to begin without state.");
        }
        return new QueryIdentity(new String(Arrays.copyOfRange(bytes, 1, bytes.length), UTF_8));
    }
}
