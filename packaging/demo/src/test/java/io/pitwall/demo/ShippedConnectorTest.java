package io.pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ShippedConnectorTest {
    private static final Path ETC = Path.of(System.getProperty("pitwall.root"), "packaging", "plugin-pack", "etc");

    private final Ports defaults = new Ports(9092, 8083, 8080);

    @Test
    void onTheDefaultPortsTheVeryBytesOfTheFilesAreSent() throws IOException {
        for (ShippedConnector connector : LocalStack.connectors(ETC, defaults)) {
            assertThat(connector.json()).isEqualTo(Files.readString(ETC.resolve(connector.name() + ".json")));
        }
    }

    @Test
    void anotherGatewayPortReplacesThatValueOnly() throws IOException {
        ObjectMapper json = new ObjectMapper();
        ShippedConnector shipped = ShippedConnector.read(ETC.resolve("gateway-source.json"));

        ShippedConnector moved = shipped.with("http.port", "18080");

        assertThat(json.readTree(moved.json()).get("http.port").asText()).isEqualTo("18080");
        assertThat(moved.with("http.port", "8080"))
                .satisfies(back -> assertThat(json.readTree(back.json())).isEqualTo(json.readTree(shipped.json())));
    }
}
