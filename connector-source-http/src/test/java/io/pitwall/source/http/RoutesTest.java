package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several paths in one connector, and what the head of a request gives to its records. */
@Timeout(60)
final class RoutesTest {

    private static final Map<String, String> PHONES_AND_CARS = config(
            "key.field", "",
            "routes", "phones,cars",
            "routes.phones.http.path", "/phones",
            "routes.phones.topic", "phone-rows",
            "routes.phones.key.field", "id",
            "routes.cars.http.path", "/cars/{car}",
            "routes.cars.topic", "car-rows",
            "routes.cars.request.key", "path.car",
            "routes.cars.request.headers", "session=query.s,app=header.X-App",
            "routes.cars.response.body", "taken: ${count}");

    private static String post(FakeWorker worker, String path, String... headers) throws Exception {
        Client client = new Client(worker.port());
        var request = client.request(path).header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        var response = client.send(request.POST(BodyPublishers.ofString("{\"id\":1}")));
        return response.statusCode() + " " + response.body();
    }

    @Test
    void eachRouteHasItsOwnTopicKeyAndAnswer() throws Exception {
        try (FakeWorker worker = FakeWorker.start(PHONES_AND_CARS)) {
            assertThat(post(worker, "/phones")).isEqualTo("200 {\"accepted\": 1}");
            assertThat(post(worker, "/cars/b%C3%A4r")).isEqualTo("200 taken: 1");

            assertThat(worker.polled()).extracting(SourceRecord::topic).containsExactly("phone-rows", "car-rows");
            assertThat(worker.polled()).extracting(SourceRecord::key).containsExactly("1", "bär");
        }
    }

    @Test
    void theConnectorsOwnPathIsNotServedBesideItsRoutes() throws Exception {
        try (FakeWorker worker = FakeWorker.start(PHONES_AND_CARS)) {
            assertThat(post(worker, "/telemetry")).startsWith("404 ");
            assertThat(post(worker, "/cars")).startsWith("404 ");
        }
    }

    @Test
    void valuesOfTheRequestBecomeHeadersOfTheRecordsWhereItHasThem() throws Exception {
        try (FakeWorker worker = FakeWorker.start(PHONES_AND_CARS)) {
            post(worker, "/cars/7?s=a%20b", "X-App", "dash");
            post(worker, "/cars/7");

            Map<String, Object> first = new HashMap<>();
            worker.polled().get(0).headers().forEach(header -> first.put(header.key(), header.value()));
            assertThat(first).isEqualTo(Map.of("session", "a b", "app", "dash"));
            assertThat(worker.polled().get(1).headers()).isEmpty();
        }
    }

    @Test
    void valuesOfTheRequestBecomeColumnsUnlessTheBodyHasThem() throws Exception {
        try (FakeWorker worker = FakeWorker.start(
                config("http.path", "/cars/{car}", "request.columns", "car=path.car,id=query.id,app=header.X-App"))) {
            post(worker, "/cars/7?id=9");

            assertThat(worker.polled()).extracting(SourceRecord::value).containsExactly(Map.of("id", 1L, "car", "7"));
            assertThat(worker.polled()).extracting(SourceRecord::key).containsExactly("1");
        }
    }

    @Test
    void aColumnOfTheRequestMayBeTheKeyField() throws Exception {
        try (FakeWorker worker = FakeWorker.start(
                config("http.path", "/cars/{car}", "request.columns", "car=path.car", "key.field", "car"))) {
            post(worker, "/cars/7");

            assertThat(worker.polled()).extracting(SourceRecord::key).containsExactly("7");
        }
    }

    @Test
    void aLiteralPathWinsOverAParameterOfAnotherConnector() throws Exception {
        String port = "" + SharedListenerTest.freePort();
        try (FakeWorker any = FakeWorker.start(config("http.port", port, "name", "any", "http.path", "/cars/{car}"));
                FakeWorker best = FakeWorker.start(config("http.port", port, "name", "best", "http.path", "/cars/1"))) {
            post(any, "/cars/1");
            post(any, "/cars/2");

            assertThat(best.polled()).hasSize(1);
            assertThat(any.polled()).hasSize(1);
        }
    }

    @Test
    void twoPatternsForTheSamePathsAreRefused() throws Exception {
        String port = "" + SharedListenerTest.freePort();
        try (FakeWorker first =
                FakeWorker.start(config("http.port", port, "name", "first", "http.path", "/cars/{car}"))) {
            assertThatThrownBy(() -> FakeWorker.start(
                            config("http.port", port, "name", "second", "http.path", "/cars/{number}")))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("connector first serves it");
            assertThat(post(first, "/cars/1")).startsWith("200 ");
        }
    }

    @Test
    void aChangedConfigurationTakesOverWhileATaskOfTheOldOneIsStillThere() throws Exception {
        String port = "" + SharedListenerTest.freePort();
        try (FakeWorker old = FakeWorker.start(config("http.port", port));
                FakeWorker changed = FakeWorker.start(config("http.port", port, "http.path", "/new"))) {
            assertThat(post(changed, "/new")).startsWith("200 ");
            assertThat(post(changed, "/telemetry")).startsWith("404 ");

            assertThat(changed.polled()).hasSize(1);
            assertThat(old.polled()).isEmpty();
        }
    }
}
