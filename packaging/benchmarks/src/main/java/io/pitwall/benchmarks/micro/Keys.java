package io.pitwall.benchmarks.micro;

import java.nio.charset.StandardCharsets;

/** Phones, taking turns. */
final class Keys {

    private final byte[][] keys;

    Keys(int count) {
        keys = new byte[count][];
        for (int key = 0; key < count; key++) {
            keys[key] = ("phone-" + key).getBytes(StandardCharsets.UTF_8);
        }
    }

    int count() {
        return keys.length;
    }

    /** The key of the n-th row. */
    byte[] of(long row) {
        return keys[(int) (row % keys.length)];
    }
}
