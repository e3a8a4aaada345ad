package io.pitwall.source.http.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.decode.MessageId;
import org.junit.jupiter.api.Test;

final class BucketTest {

    private static final long ALWAYS = Long.MIN_VALUE;

    private static MessageKey key(String scope, String id) {
        return MessageKey.of("/p", new MessageId(scope, id));
    }

    private static Bucket of(MessageKey... keys) {
        Bucket bucket = Bucket.EMPTY;
        for (int i = 0; i < keys.length; i++) {
            bucket = bucket.with(keys[i], 1_000 + i, ALWAYS);
        }
        return bucket;
    }

    @Test
    void aNameIsSeenOnceItIsIn() {
        assertThat(Bucket.EMPTY.sightOf(key("s", "a"), ALWAYS)).isEqualTo(Sight.UNSEEN);
        assertThat(of(key("s", "a")).sightOf(key("s", "a"), ALWAYS)).isEqualTo(Sight.SEEN);
    }

    @Test
    void aNameOfAnotherScopeIsAnotherMessage() {
        assertThat(of(key("s", "a")).sightOf(key("t", "a"), ALWAYS)).isEqualTo(Sight.UNSEEN);
    }

    @Test
    void theNumbersOfAScopeShareAnEntry() {
        Bucket bucket = of(key("s", "1"), key("s", "2"), key("t", "1"));

        assertThat(bucket.entries()).hasSize(2);
        assertThat(bucket.sightOf(key("s", "1"), ALWAYS)).isEqualTo(Sight.SEEN);
        assertThat(bucket.sightOf(key("s", "3"), ALWAYS)).isEqualTo(Sight.UNSEEN);
    }

    @Test
    void anEntryIsKnownUntilItsExpiryAndNotAMillisecondLonger() {
        Bucket bucket = of(key("s", "a"));

        assertThat(bucket.sightOf(key("s", "a"), 1_000)).isEqualTo(Sight.SEEN);
        assertThat(bucket.sightOf(key("s", "a"), 1_001)).isEqualTo(Sight.UNSEEN);
    }

    @Test
    void aScopeThatHasExpiredBeginsAnew() {
        Bucket bucket = of(key("s", "1")).with(key("s", "500"), 5_000, 1_001);

        assertThat(bucket.sightOf(key("s", "500"), 1_001)).isEqualTo(Sight.SEEN);
        assertThat(bucket.sightOf(key("s", "450"), 1_001)).isEqualTo(Sight.UNSEEN);
    }

    @Test
    void whatHasExpiredVanishesWhenItsBucketIsWritten() {
        Bucket bucket = of(key("s", "a"), key("s", "b")).with(key("s", "c"), 5_000, 1_001);

        assertThat(bucket.entries()).hasSize(2);
    }

    @Test
    void theLongestUnusedIsCutOff() {
        Bucket bucket = of(key("s", "first"), key("t", "1"));
        for (int i = 0; i < Bucket.MAX_ENTRIES - 1; i++) {
            bucket = bucket.with(key("s", "name" + i), 2_000 + i, ALWAYS);
        }
        bucket = bucket.with(key("t", "2"), 9_000, ALWAYS).cut();

        assertThat(bucket.entries()).hasSize(Bucket.MAX_ENTRIES);
        assertThat(bucket.sightOf(key("s", "first"), ALWAYS)).isEqualTo(Sight.UNSEEN);
        assertThat(bucket.sightOf(key("t", "1"), ALWAYS)).isEqualTo(Sight.SEEN);
        assertThat(bucket.sightOf(key("s", "name0"), ALWAYS)).isEqualTo(Sight.SEEN);
    }

    @Test
    void whereTheClockWasSetBackTheOrderOfUseHolds() {
        Bucket bucket = of(key("s", "a")).with(key("s", "b"), 10, ALWAYS);

        assertThat(bucket.entries()).extracting(Entry::lastUseMs).containsExactly(1_000L, 1_000L);
        assertThat(bucket.entries().get(0).fingerprint())
                .isEqualTo(key("s", "b").fingerprint());
    }
}
