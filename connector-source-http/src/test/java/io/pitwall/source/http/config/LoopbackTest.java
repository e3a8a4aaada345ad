package io.pitwall.source.http.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopbackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.0",
                "127.255.255.255",
                "127.1.2.3",
                "localhost",
                "LocalHost",
                "::1",
                "[::1]",
                "0:0:0:0:0:0:0:1",
                "::ffff:127.0.0.1"
            })
    void onlyThisMachineReaches(String host) {
        assertThat(Loopback.isLoopback(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "::",
                "::2",
                "[::]",
                "10.0.0.1",
                "126.255.255.255",
                "128.0.0.0",
                "::ffff:10.0.0.1",
                "fe80::1",
                "fe80::1%lo",
                "1::127.0.0.1:::"
            })
    void othersMayReach(String host) {
        assertThat(Loopback.isLoopback(host)).isFalse();
    }

    /** Names in {@code .invalid} never resolve, and looking one up takes seconds where the name server is far. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost.invalid",
                "127.0.0.1.invalid",
                "gateway",
                "localhost.",
                "127.1",
                "127.0.0.256",
                "127.0.0.01",
                "0x7f.0.0.1",
                "2130706433",
                "x::1",
                "[::1].invalid",
                "",
                " 127.0.0.1"
            })
    void aNameCountsAsReachableWithoutLookingItUp(String host) {
        assertThat(Loopback.isLoopback(host)).isFalse();
    }
}
