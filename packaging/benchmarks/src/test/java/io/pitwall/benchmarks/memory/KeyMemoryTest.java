package io.pitwall.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KeyMemoryTest {

    /** So many that what a JVM allocates on the side does not matter. */
    private static final int KEYS = 250_000;

    @Test
    void aMillionKeysOfOneSumOverEightPanesFitInto256MiB() {
        double bytesPerKey = (double) KeyMemory.of(KEYS) / KEYS;

        // The sums alone are 8 panes of two doubles.
        assertThat(bytesPerKey).isBetween(8 * 2 * 8.0, 256.0 * 1024 * 1024 / 1_000_000);
    }
}
