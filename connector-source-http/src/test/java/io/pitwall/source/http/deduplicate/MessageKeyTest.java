package io.pitwall.source.http.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.decode.MessageId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MessageKeyTest {

    @Test
    void theNumbersOfAScopeShareABucket() {
        assertThat(MessageKey.of("/p", new MessageId("s", "1")).bucket())
                .isEqualTo(MessageKey.of("/p", new MessageId("s", "2")).bucket());
    }

    @Test
    void eachPathHasItsOwnMessages() {
        assertThat(MessageKey.of("/p", new MessageId("s", "1")))
                .isNotEqualTo(MessageKey.of("/q", new MessageId("s", "1")));
        assertThat(MessageKey.of("/p", new MessageId("s", "a")))
                .isNotEqualTo(MessageKey.of("/q", new MessageId("s", "a")));
    }

    @Test
    void namesSpreadOverTheBuckets() {
        Set<Integer> buckets = IntStream.range(0, 1_000)
                .mapToObj(
                        i -> MessageKey.of("/p", new MessageId("s", "name" + i)).bucket())
                .collect(Collectors.toSet());

        assertThat(buckets).hasSizeGreaterThan(900).allMatch(bucket -> bucket >= 0 && bucket < MessageKey.BUCKETS);
    }

    /** The stored offsets depend on it. */
    @Test
    void aMessageKeepsItsFingerprintForEver() {
        assertThat(MessageKey.of("/p", new MessageId("session", "7")).fingerprint())
                .isEqualTo(new Fingerprint(6654886552793437305L, -5487614702039262926L));
        assertThat(MessageKey.of("/p", new MessageId("session", "seven")).fingerprint())
                .isEqualTo(new Fingerprint(-7004189213012542077L, -4484779551844316606L));
        assertThat(MessageKey.ofRequest("/telemetry", "client", "7").fingerprint())
                .isEqualTo(new Fingerprint(-1799998072891934432L, 2046124120107028755L));
    }

    @Test
    void whereOneTextEndsAndTheNextBeginsMatters() {
        assertThat(Fingerprint.of("ab", "c"))
                .isNotEqualTo(Fingerprint.of("a", "bc"))
                .isNotEqualTo(Fingerprint.of("abc"))
                .isNotEqualTo(Fingerprint.of("ab", "c", ""));
    }

    @Test
    void anIdempotencyKeyOfDigitsIsAName() {
        assertThat(MessageKey.ofRequest("/telemetry", "client", "7").number()).isEmpty();
    }

    @Test
    void anIdempotencyKeyBelongsToItsPathAndItsClient() {
        assertThat(MessageKey.ofRequest("/a", "client", "k"))
                .isNotEqualTo(MessageKey.ofRequest("/b", "client", "k"))
                .isNotEqualTo(MessageKey.ofRequest("/a", "other", "k"))
                .isEqualTo(MessageKey.ofRequest("/a", "client", "k"));
    }
}
