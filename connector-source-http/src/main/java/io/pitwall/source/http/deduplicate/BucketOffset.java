package io.pitwall.source.http.deduplicate;

import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A bucket as Connect keeps it: under the source partition <code>{"dedup": "17"}</code> the offset
 * <code>{"v": 1, "messages": "..."}</code>, in Base64.
 *
 * <p>The number of buckets is fixed, because an offset stays for ever: it can be replaced, but only by a record that
 * carries the new one, and every worker holds all of them in memory.
 */
final class BucketOffset {

    private static final String PARTITION = "dedup";
    private static final String VERSION = "v";
    private static final String MESSAGES = "messages";

    private static final long CURRENT_VERSION = 1;

    private BucketOffset() {}

    static Map<String, String> partition(int bucket) {
        return Map.of(PARTITION, Integer.toString(bucket));
    }

    static boolean isPartition(Map<String, ?> partition) {
        return partition.keySet().equals(Set.of(PARTITION));
    }

    static Map<String, Object> offset(byte[] bucket) {
        return Map.of(VERSION, CURRENT_VERSION, MESSAGES, Base64.getEncoder().encodeToString(bucket));
    }

    /** The bytes of a bucket that can be decoded. */
    static byte[] read(int bucket, Map<String, ?> offset) {
        try {
            return read(offset);
        } catch (UnreadableBucketException e) {
            throw new ConnectException(
                    "Expected in the connector's offsets, under " + partition(bucket)
                            + ", what is known of committed messages; found that " + e.getMessage()
                            + ". Nothing is taken, because messages would be written twice. Stop the connector and DELETE its "
                            + "offsets to begin anew: then messages that are sent again from before are written again.",
                    e);
        }
    }

    private static byte[] read(Map<String, ?> offset) throws UnreadableBucketException {
        if (!(offset.get(VERSION) instanceof Number version)) {
            throw new UnreadableBucketException("its version is missing");
        }
        if (version.longValue() != CURRENT_VERSION) {
            throw new UnreadableBucketException("its version is " + version + ", and this connector knows only "
                    + CURRENT_VERSION + " (use a later release of the connector)");
        }
        if (!(offset.get(MESSAGES) instanceof String messages)) {
            throw new UnreadableBucketException("it has no messages");
        }
        byte[] bytes = decodeBase64(messages);
        BucketCodec.decode(bytes);
        return bytes;
    }

    private static byte[] decodeBase64(String text) throws UnreadableBucketException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableBucketException("it is not Base64");
        }
    }
}
