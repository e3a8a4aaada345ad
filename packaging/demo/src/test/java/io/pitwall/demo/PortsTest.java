package io.pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class PortsTest {

    @Test
    void everyTakenPortIsNamedWithItsOption() throws IOException {
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket gateway = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = new Ports(broker.getLocalPort(), 0, gateway.getLocalPort()).chosen();

            assertThatExceptionOfType(DemoException.class)
                    .isThrownBy(ports::requireFree)
                    .withMessageMatching("Port " + broker.getLocalPort() + " .*--broker-port.*\\R" + "Port "
                            + gateway.getLocalPort() + " .*--gateway-port.*");
        }
    }

    @Test
    void aNumberThatIsNoPortIsRefused() {
        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(() -> new Ports(0, 65_536, -1).chosen().requireFree())
                .withMessageContaining("--rest-port must be between 0 and 65535; found 65536.")
                .withMessageContaining("--gateway-port must be between 0 and 65535; found -1.");
    }

    @Test
    void zeroStandsForAnyFreePort() {
        Ports ports = new Ports(0, 0, 0).chosen();

        ports.requireFree();

        assertThat(ports.broker()).isNotZero().isNotEqualTo(ports.rest()).isNotEqualTo(ports.gateway());
    }
}
