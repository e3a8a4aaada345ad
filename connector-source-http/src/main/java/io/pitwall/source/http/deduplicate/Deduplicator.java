package io.pitwall.source.http.deduplicate;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which messages are committed, across restarts: what it knows is stored as the source offsets of the very rows.
 *
 * <p>A message is claimed when it is handed over, so the offset of its rows can say that it is committed: if the rows do
 * not get into Kafka, neither does the offset. Until the worker has reported the rows, the message is in flight here.
 *
 * <p>Belongs to the task's thread, but for {@link #settled} and the counters.
 */
public final class Deduplicator {

    private static final Logger log = LoggerFactory.getLogger(Deduplicator.class);

    private static final byte[] EMPTY_BUCKET = BucketCodec.encode(Bucket.EMPTY);

    private final long expiryMs;
    /** Encoded, because a bucket of objects takes several times as much. */
    private final byte[][] buckets = new byte[MessageKey.BUCKETS][];

    private final Set<MessageKey> inFlight = ConcurrentHashMap.newKeySet();
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong forgottenEarly = new AtomicLong();

    private Deduplicator(long expiryMs) {
        this.expiryMs = expiryMs;
        Arrays.fill(buckets, EMPTY_BUCKET);
    }

    /**
     * Begins with what is stored.
     *
     * @param expiryMs for how long after its last message a scope, or a message with a name, is remembered
     */
    public static Deduplicator restore(TaskShare share, long expiryMs, OffsetStorageReader offsets) {
        Deduplicator restored = new Deduplicator(expiryMs);
        int[] owned = share.buckets().toArray();
        Map<Map<String, String>, Map<String, Object>> stored = offsets.offsets(
                IntStream.of(owned).mapToObj(BucketOffset::partition).toList());
        for (int bucket : owned) {
            Map<String, Object> offset = stored.get(BucketOffset.partition(bucket));
            if (offset != null) {
                restored.buckets[bucket] = BucketOffset.read(bucket, offset);
            }
        }
        return restored;
    }

    /** Begins the batch of one poll. The one before is sealed. */
    public DedupBatch beginBatch(long nowMs) {
        return new DedupBatch(this, nowMs, nowMs - expiryMs);
    }

    /** The worker has reported every row of these messages. From any thread. */
    public void settled(Collection<MessageKey> messages) {
        inFlight.removeAll(messages);
    }

    /** How many messages were sent again after they were committed, and not written again. */
    public long duplicates() {
        return duplicates.get();
    }

    /** How many scopes and names were forgotten before they expired. */
    public long forgottenEarly() {
        return forgottenEarly.get();
    }

    boolean isInFlight(MessageKey message) {
        return inFlight.contains(message);
    }

    void handOver(Collection<MessageKey> messages) {
        inFlight.addAll(messages);
    }

    void countDuplicates(int count) {
        duplicates.addAndGet(count);
    }

    byte[] encoded(int bucket) {
        return buckets[bucket];
    }

    /** Returns it encoded. */
    byte[] keep(int bucket, Bucket content) {
        Bucket cut = content.cut();
        int forgotten = content.entries().size() - cut.entries().size();
        if (forgotten > 0 && forgottenEarly.getAndAdd(forgotten) == 0) {
            log.warn(
                    "Some bucket of deduplication has more than {} sessions or names within dedup.expiry.ms. Those longest "
                            + "unused are forgotten early: a message of theirs that is sent again is written again. "
                            + "Lower dedup.expiry.ms to what clients need for their retries.",
                    Bucket.MAX_ENTRIES);
        }
        byte[] encoded = BucketCodec.encode(cut);
        buckets[bucket] = encoded;
        return encoded;
    }
}
