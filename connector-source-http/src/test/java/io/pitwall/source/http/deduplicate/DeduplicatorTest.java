package io.pitwall.source.http.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.source.http.decode.MessageId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

final class DeduplicatorTest {

    private static final long EXPIRY_MS = 1_000;
    private static final TaskShare ALONE = new TaskShare(0, 1);

    private final StoredOffsets offsets = new StoredOffsets();
    private Deduplicator deduplicator = restored();

    private Deduplicator restored() {
        return Deduplicator.restore(ALONE, EXPIRY_MS, offsets);
    }

    private static MessageKey key(String scope, Object id) {
        return MessageKey.of("/p", new MessageId(scope, id.toString()));
    }

    private Judgement judge(long nowMs, MessageKey... request) {
        return deduplicator.beginBatch(nowMs).judge(List.of(request));
    }

    /** Hands the messages over in one batch, a row each. */
    private List<SentRow> send(long nowMs, ClaimOn claimOn, MessageKey... rows) {
        List<SentRow> sent = Arrays.stream(rows).map(SentRow::new).toList();
        DedupBatch batch = deduplicator.beginBatch(nowMs);
        batch.claim(List.of(rows));
        batch.seal(sent, claimOn);
        return sent;
    }

    private void commit(Collection<SentRow> rows) {
        rows.forEach(row -> offsets.store(row.partition(), row.offset()));
        deduplicator.settled(rows.stream().map(SentRow::key).toList());
    }

    @Test
    void aMessageNobodyHasSeenIsNew() {
        assertThat(judge(0, key("s", 1), key("s", "a")))
                .isEqualTo(new Judgement(Verdict.NEW, Set.of(key("s", 1), key("s", "a"))));
    }

    @Test
    void aMessageIsInFlightFromTheMomentItIsClaimed() {
        DedupBatch batch = deduplicator.beginBatch(0);
        batch.claim(List.of(key("s", 1)));

        assertThat(batch.judge(List.of(key("s", 1))).verdict()).isEqualTo(Verdict.IN_FLIGHT);
        assertThat(batch.judge(List.of(key("s", 2))).verdict()).isEqualTo(Verdict.NEW);
    }

    @Test
    void aMessageIsInFlightUntilItIsSettled() {
        List<SentRow> rows = send(0, ClaimOn.EVERY_ROW, key("s", "a"));
        assertThat(judge(1, key("s", "a")).verdict()).isEqualTo(Verdict.IN_FLIGHT);

        commit(rows);

        assertThat(judge(2, key("s", "a")).verdict()).isEqualTo(Verdict.COMMITTED);
    }

    @Test
    void ofARequestOnlyTheNewMessagesAreToBeWritten() {
        commit(send(0, ClaimOn.EVERY_ROW, key("s", 1)));

        Judgement judgement = judge(1, key("s", 1), key("s", 2));

        assertThat(judgement).isEqualTo(new Judgement(Verdict.NEW, Set.of(key("s", 2))));
        assertThat(deduplicator.duplicates()).isEqualTo(1);
    }

    @Test
    void oneMessageInFlightHoldsUpTheWholeRequest() {
        send(0, ClaimOn.EVERY_ROW, key("s", 1));

        assertThat(judge(1, key("s", 1), key("s", 2)).verdict()).isEqualTo(Verdict.IN_FLIGHT);
    }

    @Test
    void aMessageBehindTheWindowIsTooOldToTell() {
        commit(send(0, ClaimOn.EVERY_ROW, key("s", 100)));

        assertThat(judge(1, key("s", 36)).verdict()).isEqualTo(Verdict.TOO_OLD);
        assertThat(judge(1, key("s", 37)).verdict()).isEqualTo(Verdict.NEW);
    }

    @Test
    void theNumbersOfOneRequestMayComeInAnyOrder() {
        MessageKey[] downwards = IntStream.iterate(200, number -> number - 1)
                .limit(200)
                .mapToObj(number -> key("s", number))
                .toArray(MessageKey[]::new);

        commit(send(0, ClaimOn.EVERY_ROW, downwards));

        assertThat(judge(1, downwards).verdict()).isEqualTo(Verdict.COMMITTED);
    }

    @Test
    void itIsForgottenWhenItExpires() {
        commit(send(0, ClaimOn.EVERY_ROW, key("s", "a")));

        assertThat(judge(EXPIRY_MS, key("s", "a")).verdict()).isEqualTo(Verdict.COMMITTED);
        assertThat(judge(EXPIRY_MS + 1, key("s", "a")).verdict()).isEqualTo(Verdict.NEW);
    }

    @Test
    void whatIsCommittedIsKnownAfterARestart() {
        commit(send(0, ClaimOn.EVERY_ROW, key("s", 1), key("s", 2), key("t", "a")));

        deduplicator = restored();

        assertThat(judge(1, key("s", 1), key("s", 2), key("t", "a")).verdict()).isEqualTo(Verdict.COMMITTED);
        assertThat(judge(1, key("s", 3)).verdict()).isEqualTo(Verdict.NEW);
    }

    @Test
    void whatWasNotCommittedIsNewAfterARestart() {
        send(0, ClaimOn.EVERY_ROW, key("s", 1));

        deduplicator = restored();

        assertThat(judge(1, key("s", 1)).verdict()).isEqualTo(Verdict.NEW);
    }

    @Test
    void atLeastOnceOnlyTheLastRowOfABucketClaims() {
        commit(send(0, ClaimOn.LAST_ROW, key("s", 1)));
        List<SentRow> rows = send(1, ClaimOn.LAST_ROW, key("s", 2), key("t", 1), key("s", 3), key("s", 3));

        offsets.store(rows.get(0).partition(), rows.get(0).offset());
        offsets.store(rows.get(2).partition(), rows.get(2).offset());
        deduplicator = restored();
        assertThat(judge(2, key("s", 1)).verdict()).isEqualTo(Verdict.COMMITTED);
        assertThat(judge(2, key("s", 2)).verdict()).isEqualTo(Verdict.NEW);

        offsets.store(rows.get(3).partition(), rows.get(3).offset());
        deduplicator = restored();
        assertThat(judge(2, key("s", 2), key("s", 3)).verdict()).isEqualTo(Verdict.COMMITTED);
        assertThat(judge(2, key("t", 1)).verdict()).isEqualTo(Verdict.NEW);
    }

    @Test
    void exactlyOnceAnyRowOfABucketClaims() {
        List<SentRow> rows = send(1, ClaimOn.EVERY_ROW, key("s", 2), key("s", 3), key("s", 3));

        offsets.store(rows.get(0).partition(), rows.get(0).offset());
        deduplicator = restored();

        assertThat(judge(2, key("s", 2), key("s", 3)).verdict()).isEqualTo(Verdict.COMMITTED);
    }

    @Test
    void theRowsOfABucketShareOnePosition() {
        List<SentRow> rows = send(1, ClaimOn.EVERY_ROW, key("s", 2), key("s", 3));

        assertThat(rows.get(0).offset()).isSameAs(rows.get(1).offset());
    }

    @Test
    void aTaskKnowsItsOwnBucketsOnly() {
        MessageKey message = key("s", 1);
        commit(send(0, ClaimOn.EVERY_ROW, message));
        int owner = message.bucket() % 2;

        deduplicator = Deduplicator.restore(new TaskShare(owner, 2), EXPIRY_MS, offsets);
        assertThat(judge(1, message).verdict()).isEqualTo(Verdict.COMMITTED);
        deduplicator = Deduplicator.restore(new TaskShare(1 - owner, 2), EXPIRY_MS, offsets);
        assertThat(judge(1, message).verdict()).isEqualTo(Verdict.NEW);
    }

    @Test
    void aTaskWhoseOffsetsAreDamagedDoesNotStart() {
        offsets.store(BucketOffset.partition(7), Map.of("v", 1L, "messages", "AAAA"));

        assertThatThrownBy(this::restored).isInstanceOf(ConnectException.class).hasMessageContaining("dedup=7");
    }

    @Test
    void aFullBucketForgetsTheLongestUnusedAndCountsIt() {
        List<MessageKey> ofOneBucket = new ArrayList<>();
        for (int i = 0; ofOneBucket.size() <= Bucket.MAX_ENTRIES; i++) {
            MessageKey candidate = key("s", "name" + i);
            if (candidate.bucket() == 0) {
                ofOneBucket.add(candidate);
            }
        }
        for (int i = 0; i < ofOneBucket.size(); i++) {
            commit(send(i, ClaimOn.EVERY_ROW, ofOneBucket.get(i)));
        }

        assertThat(deduplicator.forgottenEarly()).isEqualTo(1);
        assertThat(judge(200, ofOneBucket.get(0)).verdict()).isEqualTo(Verdict.NEW);
        assertThat(judge(200, ofOneBucket.get(1)).verdict()).isEqualTo(Verdict.COMMITTED);
        assertThat(offsets.size()).isEqualTo(1);
    }
}
