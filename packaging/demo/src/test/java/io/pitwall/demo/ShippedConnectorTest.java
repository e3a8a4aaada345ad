package io.pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ShippedConnectorTest {
    private static final Path ETC = Path.of(System.getProperty("pitwall.root"), "packaging", "plugin-pack", "etc");

    private final ObjectMapper json = new ObjectMapper();
    private final Ports defaults = new Ports(9092, 8083, 8080);

    @Test
    void onTheDefaultPortsTheVeryBytesOfTheSinkAreSent() throws IOException {
        ShippedConnector sink = LocalStack.connectors(ETC, defaults).get(1);

        assertThat(sink.json()).isEqualTo(Files.readString(ETC.resolve("crash-detector-sink.json")));
    }

    @Test
    void onTheDefaultPortsTheGatewayHasThePhonePageInAdditionAndNothingElse() throws IOException {
        ShippedConnector gateway = LocalStack.connectors(ETC, defaults).get(0);

        ObjectNode expected =
                (ObjectNode) json.readTree(ETC.resolve("gateway-source.json").toFile());
        assertThat(json.readTree(gateway.json())).isEqualTo(expected.put("demo.page", "true"));
    }

    @Test
    void anotherGatewayPortReplacesThatValueOnly() throws IOException {
        ShippedConnector shipped = ShippedConnector.read(ETC.resolve("gateway-source.json"));

        ShippedConnector moved = shipped.with("http.port", "18080");

        assertThat(json.readTree(moved.json()).get("http.port").asText()).isEqualTo("18080");
        assertThat(moved.with("http.port", "8080"))
                .satisfies(back -> assertThat(json.readTree(back.json())).isEqualTo(json.readTree(shipped.json())));
    }
}
