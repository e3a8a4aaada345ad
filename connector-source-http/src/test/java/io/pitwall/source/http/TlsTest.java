package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pitwall.source.http.listen.tls.TestCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway behind a certificate, with certificates made for the test. */
@Timeout(120)
final class TlsTest {

    @TempDir
    private static Path made;

    private static Path first;
    private static Path second;
    private static Path authority;
    private static Path knownClient;
    private static Path expiredClient;

    @TempDir
    private Path served;

    @BeforeAll
    static void makeCertificates() throws IOException {
        TestCertificates certificates = new TestCertificates(made);
        first = certificates.selfSigned("first");
        second = certificates.selfSigned("second");
        authority = certificates.selfSigned("authority");
        knownClient = certificates.signedBy(authority, "known-client", "-1d");
        expiredClient = certificates.signedBy(authority, "expired-client", "-10d");
    }

    private Map<String, String> secured(Path identity, String... more) throws IOException, GeneralSecurityException {
        serve(identity);
        Map<String, String> config = new HashMap<>(config(more));
        config.put("tls.certificate.file", served.resolve("tls.crt").toString());
        config.put("tls.key.file", served.resolve("tls.key").toString());
        return config;
    }

    /** Puts the certificate and the key of the store where the listener looks for them, one after the other. */
    private void serve(Path identity) throws IOException, GeneralSecurityException {
        Files.writeString(served.resolve("tls.crt"), TestCertificates.certificatePem(identity));
        Files.writeString(served.resolve("tls.key"), TestCertificates.keyPem(identity));
    }

    private Map<String, String> mutual(Path trustedAuthority) throws IOException, GeneralSecurityException {
        Path authorityFile = served.resolve("ca.crt");
        Files.writeString(authorityFile, TestCertificates.certificatePem(trustedAuthority));
        return secured(first, "tls.client.auth", "required", "tls.client.ca.file", authorityFile.toString());
    }

    private static HttpClient client(SSLContext context) {
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static HttpResponse<String> post(HttpClient client, FakeWorker worker)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + worker.port() + "/telemetry"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The subject of what the listener shows now, which has to be one of the two certificates. */
    private static String subjectShown(FakeWorker worker) throws IOException, GeneralSecurityException {
        try (SSLSocket socket = (SSLSocket) TestCertificates.client(List.of(first, second), null)
                .getSocketFactory()
                .createSocket("localhost", worker.port())) {
            socket.startHandshake();
            return socket.getSession().getPeerPrincipal().getName();
        }
    }

    @Test
    void aRequestOverTlsIsAnswered() throws Exception {
        try (FakeWorker worker = FakeWorker.start(secured(first))) {
            HttpResponse<String> response = post(client(TestCertificates.client(first, null)), worker);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.version()).isEqualTo(Version.HTTP_2);
        }
    }

    @Test
    void aClientWithoutHttp2SpeaksHttp1() throws Exception {
        try (FakeWorker worker = FakeWorker.start(secured(first));
                RawConnection connection = RawConnection.over(TestCertificates.client(first, null)
                        .getSocketFactory()
                        .createSocket("localhost", worker.port()))) {
            connection.send(RawConnection.post("{}") + RawConnection.post("[{},{}]"));

            assertThat(connection.readResponse().body()).isEqualTo("{\"accepted\": 1}");
            assertThat(connection.readResponse().body()).isEqualTo("{\"accepted\": 2}");
        }
    }

    @Test
    void aPkcs12StoreServesAsWell() throws Exception {
        Map<String, String> config =
                config("tls.keystore.file", first.toString(), "tls.keystore.password", TestCertificates.PASSWORD);
        try (FakeWorker worker = FakeWorker.start(config)) {
            assertThat(post(client(TestCertificates.client(first, null)), worker)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void plainHttpGetsNoAnswerThere() throws Exception {
        try (FakeWorker worker = FakeWorker.start(secured(first));
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send(RawConnection.post("{}"));

            assertThat(connection.readToEnd()).doesNotContain("HTTP/1.1 200");
            assertThat(worker.polled()).isEmpty();
        }
    }

    @Test
    void tls11IsRefused() throws Exception {
        try (FakeWorker worker = FakeWorker.start(secured(first));
                SSLSocket socket = (SSLSocket) TestCertificates.client(first, null)
                        .getSocketFactory()
                        .createSocket("localhost", worker.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aHandshakeThatNeverEndsIsClosed() throws Exception {
        try (FakeWorker worker = FakeWorker.start(secured(first, "request.header.timeout.ms", "200"));
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send(new byte[] {0x16, 0x03});

            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @Test
    void aSlowHeadInsideTlsIsAnswered408() throws Exception {
        try (FakeWorker worker = FakeWorker.start(secured(first, "request.header.timeout.ms", "1000"));
                RawConnection connection = RawConnection.over(TestCertificates.client(first, null)
                        .getSocketFactory()
                        .createSocket("localhost", worker.port()))) {
            connection.send("POST /telemetry HTTP/1.1\r\nHost: te");

            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void aRequestWithTwoLengthsIsRefusedInsideTlsToo() throws Exception {
        try (FakeWorker worker = FakeWorker.start(secured(first));
                RawConnection connection = RawConnection.over(TestCertificates.client(first, null)
                        .getSocketFactory()
                        .createSocket("localhost", worker.port()))) {
            connection.send(RawConnection.post("{}").replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n"));

            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void aNewCertificateIsShownToNewConnectionsAndNoRequestFails() throws Exception {
        Map<String, String> config = secured(first, "tls.reload.interval.ms", "50");
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try (FakeWorker worker = FakeWorker.start(config)) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                running.add(clients.submit(postUntil(isOver, worker)));
            }
            assertThat(subjectShown(worker)).isEqualTo("CN=first");

            serve(second);

            await().untilAsserted(() -> assertThat(subjectShown(worker)).isEqualTo("CN=second"));
            isOver.set(true);
            for (Future<Integer> one : running) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            isOver.set(true);
            clients.shutdownNow();
        }
    }

    /** Posts over one connection after the other, trusting both certificates in turn; returns how often, all of them 200. */
    private static Callable<Integer> postUntil(AtomicBoolean isOver, FakeWorker worker) {
        return () -> {
            SSLContext trustsBoth = TestCertificates.client(List.of(first, second), null);
            int posts = 0;
            while (!isOver.get()) {
                HttpClient client = client(trustsBoth);
                for (int i = 0; i < 5; i++) {
                    assertThat(post(client, worker).statusCode()).isEqualTo(200);
                    posts++;
                }
            }
            return posts;
        };
    }

    @Test
    void aConnectionOutlivesTheCertificateItBeganWith() throws Exception {
        try (FakeWorker worker = FakeWorker.start(secured(first, "tls.reload.interval.ms", "50"));
                RawConnection kept = RawConnection.over(TestCertificates.client(first, null)
                        .getSocketFactory()
                        .createSocket("localhost", worker.port()))) {
            kept.send(RawConnection.post("{}"));
            assertThat(kept.readResponse().status()).isEqualTo(200);

            serve(second);
            await().untilAsserted(() -> assertThat(subjectShown(worker)).isEqualTo("CN=second"));

            kept.send(RawConnection.post("{}"));
            assertThat(kept.readResponse().status()).isEqualTo(200);
        }
    }

    @Test
    void filesThatCannotBeUsedLeaveTheCertificateInPlaceUntilTheyCan() throws Exception {
        try (FakeWorker worker = FakeWorker.start(secured(first, "tls.reload.interval.ms", "20"))) {
            Files.writeString(served.resolve("tls.crt"), "-----BEGIN CERTIFICATE-----\nbroken");
            // Seen by the listener for sure: a reload after the broken one would show the second certificate.
            assertThat(subjectShown(worker)).isEqualTo("CN=first");
            assertThat(post(client(TestCertificates.client(first, null)), worker)
                            .statusCode())
                    .isEqualTo(200);

            serve(second);

            await().untilAsserted(() -> assertThat(subjectShown(worker)).isEqualTo("CN=second"));
        }
    }

    @Test
    void aClientWithoutACertificateIsRefusedWhereOneIsRequired() throws Exception {
        try (FakeWorker worker = FakeWorker.start(mutual(authority))) {
            HttpClient client = client(TestCertificates.client(first, null));

            assertThatThrownBy(() -> post(client, worker)).isInstanceOf(IOException.class);
            assertThat(worker.polled()).isEmpty();
        }
    }

    @Test
    void aClientThatTheAuthorityHasSignedIsServed() throws Exception {
        try (FakeWorker worker = FakeWorker.start(mutual(authority))) {
            assertThat(post(client(TestCertificates.client(first, knownClient)), worker)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aClientOfAnotherAuthorityIsRefused() throws Exception {
        try (FakeWorker worker = FakeWorker.start(mutual(authority))) {
            HttpClient client = client(TestCertificates.client(first, second));

            assertThatThrownBy(() -> post(client, worker)).isInstanceOf(IOException.class);
            assertThat(worker.polled()).isEmpty();
        }
    }

    @Test
    void aClientWhoseCertificateHasExpiredIsRefused() throws Exception {
        try (FakeWorker worker = FakeWorker.start(mutual(authority))) {
            HttpClient client = client(TestCertificates.client(first, expiredClient));

            assertThatThrownBy(() -> post(client, worker)).isInstanceOf(IOException.class);
            assertThat(worker.polled()).isEmpty();
        }
    }

    @Test
    void aTaskWhoseCertificateIsMissingDoesNotStart() throws Exception {
        Map<String, String> config = secured(first);
        Files.delete(served.resolve("tls.key"));

        assertThatThrownBy(() -> FakeWorker.start(config))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("tls.key")
                .hasMessageContaining("found none");
    }
}
