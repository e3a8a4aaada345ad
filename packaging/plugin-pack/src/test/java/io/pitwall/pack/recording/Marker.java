package io.pitwall.pack.recording;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The end of every transaction: its number, and what became of the rows before {@code nextInputOffset}. Read byte by byte as
 * documented and not as coded.
 *
 * @param rejected rows by the number of the reason
 */
public record Marker(
        long sequence, long nextInputOffset, long windowed, long late, long filtered, Map<Integer, Long> rejected) {

    private static final byte[] KEY = {0};

    public static boolean isKey(byte[] key) {
        return Arrays.equals(key, KEY);
    }

    public static Marker of(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        Map<Integer, Long> rejected = new TreeMap<>();
        for (int reason = 0; reason < bytes.get(113); reason++) {
            rejected.put((int) bytes.get(114 + 9 * reason), bytes.getLong(115 + 9 * reason));
        }
        return new Marker(
                bytes.getLong(1), bytes.getLong(9), bytes.getLong(57), bytes.getLong(65), bytes.getLong(73), rejected);
    }

    long rows() {
        return windowed
                + late
                + filtered
                + rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
