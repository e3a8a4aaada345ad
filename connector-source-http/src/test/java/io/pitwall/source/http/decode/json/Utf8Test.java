package io.pitwall.source.http.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the JDK's own decoder. */
final class Utf8Test {

    private static final long SEED = Long.getLong("pitwall.seed", System.nanoTime());

    @Test
    void everyCodePointIsWellFormed() {
        StringBuilder all = new StringBuilder();
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                all.appendCodePoint(codePoint);
            }
        }
        byte[] text = all.toString().getBytes(StandardCharsets.UTF_8);

        assertThat(Utf8.endOfWellFormed(text, 0, text.length)).isEqualTo(text.length);
    }

    @Test
    void everyTwoBytesAreJudgedAsTheJdkJudgesThem() {
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                assertJudgedAlike(new byte[] {(byte) first, (byte) second});
            }
        }
    }

    @Test
    void everyThreeBytesThatBeginACharacterOfThreeAreJudgedAsTheJdkJudgesThem() {
        for (int lead = 0xE0; lead < 0xF0; lead++) {
            for (int rest = 0; rest < 1 << 16; rest++) {
                assertJudgedAlike(new byte[] {(byte) lead, (byte) (rest >> 8), (byte) rest});
            }
        }
    }

    @Test
    void longerTextsWithDamageAreJudgedAsTheJdkJudgesThem() {
        Random random = new Random(SEED);
        byte[] sound = "{\"name\":\"caf\u00e9 \u20ac \ud83d\ude00\",\"plain\":\"0123456789abcdef\"}"
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 100_000; i++) {
            byte[] damaged = sound.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            assertJudgedAlike(damaged);
        }
    }

    @Test
    void nothingOutsideTheRangeIsLookedAt() {
        byte[] text = {(byte) 0xFF, 'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xFF};

        assertThat(Utf8.endOfWellFormed(text, 1, 4)).isEqualTo(4);
        assertThat(Utf8.endOfWellFormed(text, 1, 3)).isEqualTo(2);
    }

    private static void assertJudgedAlike(byte[] text) {
        int end = Utf8.endOfWellFormed(text, 0, text.length);
        int expected = endByTheJdk(text);
        if (end != expected) {
            assertThat(end)
                    .as("seed " + SEED + ", " + java.util.HexFormat.of().formatHex(text))
                    .isEqualTo(expected);
        }
    }

    private static int endByTheJdk(byte[] text) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(text);
        CoderResult result = decoder.decode(in, CharBuffer.allocate(text.length), true);
        return result.isError() ? in.position() : text.length;
    }
}
