package io.pitwall.benchmarks.rows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Writes the JSON of one phone row after another, 144 to 151 bytes each, as a phone behind the gateway would have sent
 * them. Equal seeds give equal bytes. Not thread-safe.
 */
public final class PhoneRows {

    private static final byte[] DEVICE = ascii("{\"deviceId\":\"phone-");
    private static final byte[] X = ascii("\",\"accelerometer-x\":");
    private static final byte[] Y = ascii(",\"accelerometer-y\":");
    private static final byte[] Z = ascii(",\"accelerometer-z\":");
    private static final byte[] TIME = ascii(",\"time\":");
    private static final byte[] CRASH = ascii(",\"crash\":false}");
    private static final int MICRO_G_PER_G = 1_000_000;

    private final SplittableRandom random;
    private final byte[] buffer = new byte[200];
    private int length;

    public PhoneRows(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The record key of a phone, the same text as its row's {@code deviceId}. */
    public static byte[] key(int phone) {
        return ascii("phone-" + phone);
    }

    public byte[] next(int phone, long eventTimeMs) {
        length = 0;
        append(DEVICE);
        appendInteger(phone);
        append(X);
        appendAcceleration();
        append(Y);
        appendAcceleration();
        append(Z);
        appendAcceleration();
        append(TIME);
        appendInteger(eventTimeMs * MICRO_G_PER_G);
        append(CRASH);
        return Arrays.copyOf(buffer, length);
    }

    /** A number in {@code (-1, 1)} with six decimals. */
    private void appendAcceleration() {
        int microG = random.nextInt(1 - MICRO_G_PER_G, MICRO_G_PER_G);
        if (microG < 0) {
            buffer[length++] = '-';
        }
        buffer[length++] = '0';
        buffer[length++] = '.';
        int rest = Math.abs(microG);
        for (int unit = MICRO_G_PER_G / 10; unit > 0; unit /= 10) {
            buffer[length++] = (byte) ('0' + rest / unit % 10);
        }
    }

    private void appendInteger(long number) {
        append(ascii(Long.toString(number)));
    }

    private void append(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
