package io.pitwall.source.http.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

final class BucketOffsetTest {

    private static final String REMEDY = "DELETE its offsets";

    private static void assertRefused(Map<String, ?> offset, String finding) {
        assertThatThrownBy(() -> BucketOffset.read(17, offset))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("{dedup=17}")
                .hasMessageContaining(finding)
                .hasMessageContaining(REMEDY);
    }

    @Test
    void anOffsetIsPlainEnoughForConnect() {
        assertThat(BucketOffset.partition(17)).isEqualTo(Map.of("dedup", "17"));
        assertThat(BucketOffset.offset(BucketCodec.encode(Bucket.EMPTY)))
                .isEqualTo(Map.of("v", 1L, "messages", "ANIC740="));
    }

    @Test
    void whatWasStoredIsReadAgain() {
        byte[] bucket = BucketCodec.encode(Bucket.EMPTY);

        assertThat(BucketOffset.read(17, BucketOffset.offset(bucket))).isEqualTo(bucket);
    }

    @Test
    void aLaterVersionIsRefused() {
        assertRefused(Map.of("v", 2L, "messages", ""), "its version is 2");
    }

    @Test
    void aMissingVersionIsRefused() {
        assertRefused(Map.of("messages", ""), "its version is missing");
    }

    @Test
    void missingMessagesAreRefused() {
        assertRefused(Map.of("v", 1L), "it has no messages");
    }

    @Test
    void aTextThatIsNotBase64IsRefused() {
        assertRefused(Map.of("v", 1L, "messages", "%"), "it is not Base64");
    }

    @Test
    void aDamagedBucketIsRefused() {
        assertRefused(Map.of("v", 1L, "messages", "ANIC74w="), "its checksum does not match");
    }

    @Test
    void onlyOurPartitionsAreOurs() {
        assertThat(BucketOffset.isPartition(BucketOffset.partition(3))).isTrue();
        assertThat(BucketOffset.isPartition(Map.of("file", "x"))).isFalse();
        assertThat(BucketOffset.isPartition(Map.of("dedup", "3", "file", "x"))).isFalse();
    }
}
