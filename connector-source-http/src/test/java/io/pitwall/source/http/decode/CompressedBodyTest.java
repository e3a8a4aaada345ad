package io.pitwall.source.http.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class CompressedBodyTest {

    private static List<String> decode(BodyFormat format, ContentCoding coding, byte[] body)
            throws RefusedBodyException {
        return Bodies.decode(Bodies.plain(), format, coding, List.of(), body).rows().stream()
                .map(row -> row.value().toString())
                .toList();
    }

    private static void assertNotWhole(ContentCoding coding, byte[] body) {
        assertThatThrownBy(() -> decode(BodyFormat.JSON, coding, body))
                .isInstanceOfSatisfying(
                        RefusedBodyException.Undecodable.class, refusal -> assertThat(refusal.violations())
                                .singleElement()
                                .satisfies(violation -> assertThat(violation.detail())
                                        .startsWith("The body is not whole "
                                                + (coding == ContentCoding.GZIP ? "gzip" : "zstd"))));
    }

    @ParameterizedTest
    @EnumSource
    void aBodyIsDecodedInAnyCodingAndFormat(ContentCoding coding) throws Exception {
        assertThat(decode(BodyFormat.JSON, coding, Compressed.with(coding, "[{\"x\":1},{\"x\":2}]")))
                .containsExactly("{x=1}", "{x=2}");
        assertThat(decode(BodyFormat.NDJSON, coding, Compressed.with(coding, "{\"x\":1}\n{\"x\":2}\n")))
                .containsExactly("{x=1}", "{x=2}");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void noBytesAndNothingCompressedAreNoRows(ContentCoding coding) throws Exception {
        assertThat(decode(BodyFormat.JSON, coding, new byte[0])).isEmpty();
        assertThat(decode(BodyFormat.JSON, coding, Compressed.with(coding, ""))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void theMembersOfAFileAreOneBody(ContentCoding coding) throws Exception {
        byte[] body = Compressed.join(Compressed.with(coding, "{\"x\":1}\n{\"x\""), Compressed.with(coding, ":2}\n"));

        assertThat(decode(BodyFormat.NDJSON, coding, body)).containsExactly("{x=1}", "{x=2}");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void aBodyThatBreaksOffIsRefused(ContentCoding coding) {
        byte[] body = Compressed.with(coding, "{\"x\":\"" + "0123456789".repeat(20) + "\"}");
        for (int length = 1; length < body.length; length++) {
            assertNotWhole(coding, Arrays.copyOf(body, length));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void aBodyFollowedBySomethingElseIsRefused(ContentCoding coding) {
        byte[] body = Compressed.with(coding, "{}");

        assertNotWhole(coding, Compressed.join(body, new byte[] {0}));
        assertNotWhole(
                coding, Compressed.join(body, "garbage behind it".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void aGzipBodyWithAWrongChecksumOrLengthIsRefused() {
        byte[] body = Compressed.with(ContentCoding.GZIP, "{\"x\":1}");
        for (int fromTheEnd = 1; fromTheEnd <= 8; fromTheEnd++) {
            byte[] damaged = body.clone();
            damaged[body.length - fromTheEnd] ^= 1;
            assertNotWhole(ContentCoding.GZIP, damaged);
        }
    }

    @Test
    void aGzipHeaderMayHaveAllThatTheFormatKnows() throws Exception {
        byte[] plain = Compressed.with(ContentCoding.GZIP, "{\"x\":1}");
        // Extra field of 3 bytes, name "n", comment "c", header checksum.
        byte[] header = HexFormat.of().parseHex("1f8b081e00000000ff" + "00" + "0300aabbcc" + "6e00" + "6300" + "abcd");
        byte[] body = Compressed.join(header, Arrays.copyOfRange(plain, 10, plain.length));

        assertThat(decode(BodyFormat.JSON, ContentCoding.GZIP, body)).containsExactly("{x=1}");
        for (int length = 1; length < header.length; length++) {
            assertNotWhole(ContentCoding.GZIP, Arrays.copyOf(header, length));
        }
    }

    @Test
    void aGzipHeaderWithReservedFlagsIsRefused() {
        byte[] body = Compressed.with(ContentCoding.GZIP, "{}");
        body[3] = (byte) 0x80;

        assertNotWhole(ContentCoding.GZIP, body);
    }

    @Test
    void aZstdWindowOf8MiBIsTakenAndAGreaterOneIsRefused() throws Exception {
        byte[] row = "{\"x\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThat(decode(BodyFormat.JSON, ContentCoding.ZSTD, Compressed.zstd(row, 23)))
                .containsExactly("{x=1}");
        assertNotWhole(ContentCoding.ZSTD, Compressed.zstd(row, 24));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void theLimitHoldsForWhatIsInflated(ContentCoding coding) throws Exception {
        String body = "{\"x\":\"" + "0".repeat(992) + "\"}";
        RecordSettings exact = Bodies.limited(1_000, Bodies.plain());
        RecordSettings oneLess = Bodies.limited(999, Bodies.plain());

        assertThat(Bodies.decode(exact, BodyFormat.JSON, coding, List.of(), Compressed.with(coding, body))
                        .rows())
                .hasSize(1);
        assertThatThrownBy(
                        () -> Bodies.decode(oneLess, BodyFormat.JSON, coding, List.of(), Compressed.with(coding, body)))
                .isInstanceOf(RefusedBodyException.TooLarge.class);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void aBombIsInflatedNoFurtherThanTheLimit(ContentCoding coding) throws Exception {
        byte[] bomb = Compressed.with(coding, new byte[256 << 20]);
        CountedBudget budget = CountedBudget.unlimited();
        BodyReader reader = new BodyDecoder(Bodies.limited(1 << 20, Bodies.plain()))
                .begin(BodyFormat.JSON, coding, List.of(), budget, 0);
        reader.append(bomb, 0, bomb.length);

        assertThatThrownBy(reader::finish).isInstanceOf(RefusedBodyException.TooLarge.class);
        assertThat(budget.peakBytes()).isLessThan(bomb.length + (4L << 20));
        assertThat(budget.takenBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theLimitHoldsForWhatArrives(ContentCoding coding) throws Exception {
        byte[] body = Compressed.with(coding, "{\"x\":1}");
        BodyReader reader = new BodyDecoder(Bodies.limited(body.length - 1, Bodies.plain()))
                .begin(BodyFormat.JSON, coding, List.of(), CountedBudget.unlimited(), 0);
        reader.append(body, 0, body.length - 1);

        assertThatThrownBy(() -> reader.append(body, body.length - 1, 1))
                .isInstanceOf(RefusedBodyException.TooLarge.class);
    }
}
