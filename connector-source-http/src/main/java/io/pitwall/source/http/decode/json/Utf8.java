package io.pitwall.source.http.decode.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells well-formed UTF-8 (Unicode 15, table 3-7) without decoding it.
 *
 * <p>Jackson checks only what it decodes, and takes overlong forms and code points beyond U+10FFFF even there. What is
 * passed on as bytes must be what every reader takes for the same text.
 */
public final class Utf8 {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** The end of the longest prefix of {@code text[start, end)} that is well-formed; {@code end} where all of it is. */
    public static int endOfWellFormed(byte[] text, int start, int end) {
        int at = start;
        while (at < end) {
            if (end - at >= Long.BYTES && ((long) EIGHT_BYTES.get(text, at) & HIGH_BITS) == 0) {
                at += Long.BYTES;
            } else {
                int length = lengthOfCharacter(text, at, end);
                if (length == 0) {
                    return at;
                }
                at += length;
            }
        }
        return end;
    }

    /** 0 where no character begins. */
    private static int lengthOfCharacter(byte[] text, int at, int end) {
        int lead = text[at] & 0xFF;
        if (lead < 0x80) {
            return 1;
        }
        if (lead >= 0xC2 && lead <= 0xDF) {
            return isContinued(text, at, end, 2, 0x80, 0xBF) ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            // E0 80..9F would be overlong, ED A0..BF a surrogate.
            return isContinued(text, at, end, 3, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) ? 3 : 0;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            // F0 80..8F would be overlong, F4 90..BF beyond U+10FFFF.
            return isContinued(text, at, end, 4, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF) ? 4 : 0;
        }
        return 0;
    }

    private static boolean isContinued(byte[] text, int at, int end, int length, int minSecond, int maxSecond) {
        if (end - at < length) {
            return false;
        }
        int second = text[at + 1] & 0xFF;
        boolean isWellFormed = second >= minSecond && second <= maxSecond;
        for (int i = 2; i < length; i++) {
            isWellFormed &= (text[at + i] & 0xC0) == 0x80;
        }
        return isWellFormed;
    }
}
