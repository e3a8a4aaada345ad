package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code GET /phone} as an answer; PhonePageIT has it in a browser. */
@Timeout(60)
final class PhonePageTest {

    @Test
    void thePageIsOffUnlessAskedFor() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            assertThat(new Client(worker.port()).get("/phone").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void thePageIsFreshAndMayRunNothingButItself() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("demo.page", "true"))) {
            HttpResponse<String> page = new Client(worker.port()).get("/phone");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .startsWith("default-src 'none'; script-src 'sha256-")
                            .doesNotContain("unsafe", "*"));
            assertThat(page.body().length()).isLessThan(20_000);
            assertThat(page.body()).contains("data-endpoint=\"/telemetry\"").doesNotContain("${auth}");
        }
    }

    @Test
    void headIsAnsweredAsGetWithoutTheBody() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("demo.page", "true"))) {
            Client client = new Client(worker.port());
            HttpResponse<String> get = client.get("/phone");
            HttpResponse<String> head = client.send(client.request("/phone").method("HEAD", BodyPublishers.noBody()));

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().map()).isEqualTo(get.headers().map());
        }
    }

    @Test
    void anotherMethodIs405AndNamesThoseThatAreAllowed() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("demo.page", "true"))) {
            Client client = new Client(worker.port());
            HttpResponse<String> response = client.send(client.request("/phone").POST(BodyPublishers.ofString("{}")));

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
        }
    }

    @Test
    void aPathIsTextInThePageAndNoMarkup() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("demo.page", "true", "http.path", "/a\"><script>&b"))) {
            assertThat(new Client(worker.port()).get("/phone").body())
                    .contains("data-endpoint=\"/a&quot;>&lt;script>&amp;b\"");
        }
    }

    @Test
    void theFirstConnectorByNameThatWantsThePageHasIt() throws Exception {
        String port = "" + SharedListenerTest.freePort();
        try (FakeWorker cars = FakeWorker.start(
                        config("name", "cars", "demo.page", "true", "http.path", "/cars", "http.port", port));
                FakeWorker bikes = FakeWorker.start(
                        config("name", "bikes", "demo.page", "true", "http.path", "/bikes", "http.port", port));
                FakeWorker ants = FakeWorker.start(config("name", "ants", "http.path", "/ants", "http.port", port))) {
            assertThat(bikes.port()).isEqualTo(cars.port()).isEqualTo(ants.port());
            assertThat(new Client(cars.port()).get("/phone").body()).contains("data-endpoint=\"/bikes\"");
        }
    }
}
