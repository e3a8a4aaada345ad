package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks of one worker on one listener. */
@Timeout(60)
final class SharedListenerTest {

    @Test
    void theRequestsAreSpreadOverTheTasks() throws Exception {
        try (FakeWorker first = FakeWorker.start(config());
                FakeWorker second = FakeWorker.start(config())) {
            Client client = new Client(first.port());
            for (int i = 0; i < 10; i++) {
                assertThat(client.post("{}").statusCode()).isEqualTo(200);
            }

            assertThat(second.port()).isEqualTo(first.port());
            assertThat(first.polled()).hasSize(5);
            assertThat(second.polled()).hasSize(5);
        }
    }

    @Test
    void theTaskWithTheLeastToDoGetsTheNextRequest() throws Exception {
        try (FakeWorker blocked = FakeWorker.start(config());
                FakeWorker free = FakeWorker.start(config())) {
            blocked.hold();
            Client client = new Client(blocked.port());
            var held = List.of(client.postAsync("{}"), client.postAsync("{}"));
            await().until(() -> blocked.polled().size() == 1 && free.polled().size() == 1);

            for (int i = 0; i < 4; i++) {
                assertThat(client.post("{}").statusCode()).isEqualTo(200);
            }

            assertThat(blocked.polled()).hasSize(1);
            blocked.letGo();
            assertThat(held).allSatisfy(response -> assertThat(response.get().statusCode())
                    .isEqualTo(200));
        }
    }

    @Test
    void theTasksOfAConnectorShareItsBytesInFlight() throws Exception {
        Map<String, String> config = config("max.body.bytes", "20", "max.inflight.bytes", "550");
        try (FakeWorker first = FakeWorker.start(config);
                FakeWorker second = FakeWorker.start(config)) {
            first.hold();
            second.hold();
            Client client = new Client(first.port());
            var held = client.postAsync("{\"id\":\"twenty byte\"}");
            await().until(() -> first.inflightBytes() == 276 && second.inflightBytes() == 276);

            assertThat(client.post("{\"id\":\"twenty byte\"}").statusCode()).isEqualTo(429);

            first.letGo();
            second.letGo();
            assertThat(held.get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theListenerOutlivesAllTasksButTheLast() throws Exception {
        FakeWorker first = FakeWorker.start(config());
        FakeWorker second = FakeWorker.start(config());
        Client client = new Client(first.port());

        first.close();
        assertThat(client.post("{}").statusCode()).isEqualTo(200);
        second.close();

        assertThatThrownBy(() -> client.post("{}")).isInstanceOf(ConnectException.class);
    }

    @Test
    void twoConnectorsShareAPortOnDifferentPaths() throws Exception {
        String port = "" + freePort();
        try (FakeWorker phones = FakeWorker.start(config("http.port", port, "name", "phones"));
                FakeWorker cars = FakeWorker.start(config("http.port", port, "name", "cars", "http.path", "/cars"))) {
            Client client = new Client(phones.port());

            client.send(client.request("/cars")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{}")));

            assertThat(cars.polled()).hasSize(1);
            assertThat(phones.polled()).isEmpty();
        }
    }

    @Test
    void twoConnectorsOnOnePathAreRefusedAndTheFirstGoesOn() throws Exception {
        String port = "" + freePort();
        try (FakeWorker first = FakeWorker.start(config("http.port", port, "name", "first"))) {
            assertThatThrownBy(() -> FakeWorker.start(config("http.port", port, "name", "second")))
                    .isInstanceOf(org.apache.kafka.connect.errors.ConnectException.class)
                    .hasMessageContaining("connector first serves it");

            assertThat(new Client(first.port()).post("{}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void connectorsOnOnePortHaveToAgreeAboutItsConnections() throws Exception {
        String port = "" + freePort();
        try (FakeWorker first = FakeWorker.start(config("http.port", port, "name", "first"))) {
            Map<String, String> other =
                    config("http.port", port, "name", "second", "http.path", "/second", "max.connections", "5");
            other.put("tls.keystore.file", "keystore.p12");
            other.put("tls.keystore.password", "the-secret");

            assertThatThrownBy(() -> FakeWorker.start(other))
                    .isInstanceOf(org.apache.kafka.connect.errors.ConnectException.class)
                    .hasMessageContaining(
                            "max.connections, tls.keystore.file, tls.keystore.password, tls.reload.interval.ms")
                    .hasMessageNotContaining("the-secret");
            assertThat(new Client(first.port()).post("{}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aConnectorThatChangesItsListenerGetsTheNewOneOnceItsOldTasksHaveClosed() throws Exception {
        String port = "" + freePort();
        FakeWorker.start(config("http.port", port)).close();

        try (FakeWorker changed = FakeWorker.start(config("http.port", port, "request.header.timeout.ms", "200"));
                RawConnection silent = RawConnection.to(changed.port())) {
            assertThat(silent.readToEnd()).isEmpty();
        }
    }

    @Test
    void aPathWhoseTasksHaveGoneIs503WhileAnotherKeepsTheListener() throws Exception {
        String port = "" + freePort();
        FakeWorker phones = FakeWorker.start(config("http.port", port, "name", "phones"));
        try (FakeWorker cars = FakeWorker.start(config("http.port", port, "name", "cars", "http.path", "/cars"))) {
            phones.close();

            assertThat(new Client(cars.port()).post("{}").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> FakeWorker.start(config("http.port", "" + taken.getLocalPort())))
                    .isInstanceOf(org.apache.kafka.connect.errors.ConnectException.class)
                    .hasMessageContaining("Cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("http.port");
        }
    }

    @Test
    void thePortIsFreeAgainOnceTheLastTaskHasStopped() throws Exception {
        String port = "" + freePort();
        for (int i = 0; i < 3; i++) {
            try (FakeWorker worker = FakeWorker.start(config("http.port", port))) {
                assertThat(new Client(worker.port()).post("{}").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            new Client(worker.port()).post("{}");
            assertThat(gatewayThreads()).isNotEmpty().allMatch(Thread::isDaemon);
        }

        await().untilAsserted(() -> assertThat(gatewayThreads()).isEmpty());
        assertThat(Path.of(".vertx")).doesNotExist();
        try (Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(temporary)
                    .noneMatch(path -> path.getFileName().toString().startsWith("vertx-cache"));
        }
    }

    private static List<Thread> gatewayThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pitwall-http")
                        || thread.getName().startsWith("vert"))
                .toList();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
