package io.pitwall.source.http.deduplicate;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The messages that one poll hands over: each request is judged and, where it is to be written, claimed; then the rows are
 * told what to carry. Belongs to the task's thread.
 *
 * <p>A claim never covers a later batch. A bucket is encoded once per batch, however many messages it has.
 */
public final class DedupBatch {

    /** Upwards, so that no number of a request leaves the window before it has been claimed. */
    private static final Comparator<MessageKey> BY_NUMBER =
            Comparator.comparingLong(message -> message.number().orElse(0));

    private final Deduplicator known;
    private final long nowMs;
    private final long aliveSinceMs;
    /** Those looked at, with the claims so far. */
    private final Map<Integer, Bucket> buckets = new HashMap<>();

    private final Set<Integer> claimed = new HashSet<>();

    DedupBatch(Deduplicator known, long nowMs, long aliveSinceMs) {
        this.known = known;
        this.nowMs = nowMs;
        this.aliveSinceMs = aliveSinceMs;
    }

    /** Judges the messages of a request; claims nothing. */
    public Judgement judge(Collection<MessageKey> messages) {
        Set<MessageKey> fresh = new HashSet<>();
        boolean isAnyInFlight = false;
        int committed = 0;
        for (MessageKey message : Set.copyOf(messages)) {
            switch (verdictOn(message)) {
                case NEW -> fresh.add(message);
                case IN_FLIGHT -> isAnyInFlight = true;
                case TOO_OLD -> {
                    return new Judgement(Verdict.TOO_OLD, Set.of());
                }
                case COMMITTED -> committed++;
            }
        }
        if (isAnyInFlight) {
            return new Judgement(Verdict.IN_FLIGHT, Set.of());
        }
        known.countDuplicates(committed);
        return new Judgement(fresh.isEmpty() ? Verdict.COMMITTED : Verdict.NEW, fresh);
    }

    private Verdict verdictOn(MessageKey message) {
        if (known.isInFlight(message)) {
            return Verdict.IN_FLIGHT;
        }
        return switch (bucket(message.bucket()).sightOf(message, aliveSinceMs)) {
            case UNSEEN -> Verdict.NEW;
            case SEEN -> Verdict.COMMITTED;
            case FORGOTTEN -> Verdict.TOO_OLD;
        };
    }

    /** The messages are in flight from now on: their rows are part of the batch for certain. */
    public void claim(Collection<MessageKey> fresh) {
        known.handOver(fresh);
        for (MessageKey message : fresh.stream().sorted(BY_NUMBER).toList()) {
            int bucket = message.bucket();
            buckets.put(bucket, bucket(bucket).with(message, nowMs, aliveSinceMs));
            claimed.add(bucket);
        }
    }

    /**
     * Ends the batch.
     *
     * @param rows all rows of the batch, in the order in which the worker gets them; their messages have been claimed
     */
    public void seal(List<? extends Claimant> rows, ClaimOn claimOn) {
        Map<Integer, Claims> claims = new HashMap<>();
        for (int bucket : claimed) {
            claims.put(bucket, new Claims(bucket, known.encoded(bucket), known.keep(bucket, bucket(bucket))));
        }
        for (int i = rows.size() - 1; i >= 0; i--) {
            Claimant row = rows.get(i);
            row.message()
                    .flatMap(message -> Optional.ofNullable(claims.get(message.bucket())))
                    .ifPresent(bucket -> row.takePosition(bucket.nextFromTheEnd(claimOn)));
        }
    }

    private Bucket bucket(int bucket) {
        return buckets.computeIfAbsent(bucket, unknown -> decoded(known.encoded(unknown)));
    }

    private static Bucket decoded(byte[] encoded) {
        try {
            return BucketCodec.decode(encoded);
        } catch (UnreadableBucketException e) {
            throw new ConnectException("A bucket of deduplication was changed in memory", e);
        }
    }
}
