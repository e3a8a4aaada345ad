package io.pitwall.source.http.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

final class BucketCodecTest {

    private static final Bucket TWO = new Bucket(List.of(
            new Entry(new Fingerprint(1, -1), Optional.of(new NumberWindow(70, 5, 3)), 1_700_000_000_000L),
            new Entry(new Fingerprint(2, -2), Optional.empty(), 1_700_000_000_000L - 300)));

    private static Bucket random(Random random) {
        List<Entry> entries = new ArrayList<>();
        long lastUseMs = 1_700_000_000_000L;
        int count = random.nextInt(Bucket.MAX_ENTRIES + 1);
        for (int i = 0; i < count; i++) {
            lastUseMs -= random.nextInt(1_000_000);
            Optional<NumberWindow> numbers = random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(new NumberWindow(random.nextLong(), random.nextLong(), random.nextLong()));
            entries.add(new Entry(new Fingerprint(random.nextLong(), random.nextLong()), numbers, lastUseMs));
        }
        return new Bucket(entries);
    }

    private static byte[] withChecksum(String hex) {
        byte[] content = HexFormat.of().parseHex(hex);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        return HexFormat.of().parseHex(hex + HexFormat.of().toHexDigits((int) checksum.getValue()));
    }

    @Test
    void theBytesAreTheseForEver() {
        assertThat(HexFormat.of().formatHex(BucketCodec.encode(TWO)))
                .isEqualTo("02"
                        + "01" + "0000000000000001" + "ffffffffffffffff" + "80d095ffbc31"
                        + "0000000000000046" + "0000000000000005" + "43"
                        + "00" + "0000000000000002" + "fffffffffffffffe" + "ac02"
                        + "ff56a91f");
    }

    @Test
    void whatIsEncodedComesBack() throws UnreadableBucketException {
        long seed = Long.getLong("pitwall.seed", System.nanoTime());
        System.out.println("The seed of the buckets is " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            Bucket bucket = random(random);

            assertThat(BucketCodec.decode(BucketCodec.encode(bucket)))
                    .as("seed %d", seed)
                    .isEqualTo(bucket);
        }
    }

    @Test
    void anyOneDamagedBitIsNoticed() {
        byte[] bytes = BucketCodec.encode(TWO);
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertThatThrownBy(() -> BucketCodec.decode(damaged)).isInstanceOf(UnreadableBucketException.class);
        }
    }

    @Test
    void aBucketThatWasCutShortIsNoticed() {
        byte[] bytes = BucketCodec.encode(TWO);
        for (int length = 0; length < bytes.length; length++) {
            byte[] damaged = Arrays.copyOf(bytes, length);

            assertThatThrownBy(() -> BucketCodec.decode(damaged)).isInstanceOf(UnreadableBucketException.class);
        }
    }

    @Test
    void aRightChecksumOverAWrongBucketDoesNotHelp() {
        assertThatThrownBy(() -> BucketCodec.decode(withChecksum("0000"))).hasMessage("1 bytes follow its last entry");
        assertThatThrownBy(() -> BucketCodec.decode(withChecksum("01" + "00".repeat(16))))
                .hasMessage("it is too short for its entries");
        assertThatThrownBy(() -> BucketCodec.decode(withChecksum("01" + "01" + "00".repeat(20))))
                .hasMessage("it ends in the midst of an entry");
        assertThatThrownBy(() -> BucketCodec.decode(withChecksum("01" + "02" + "00".repeat(20))))
                .hasMessage("it has an entry of the unknown kind 2");
        assertThatThrownBy(() -> BucketCodec.decode(withChecksum("ff".repeat(11))))
                .hasMessage("it has a number of more than 64 bits");
    }

    @Test
    void aFullBucketOfNamesTakesLessThanThreeKibibytes() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < Bucket.MAX_ENTRIES; i++) {
            entries.add(new Entry(new Fingerprint(i, i), Optional.empty(), 86_400_000 - 675_000L * i));
        }

        assertThat(BucketCodec.encode(new Bucket(entries))).hasSizeLessThan(3 << 10);
    }
}
