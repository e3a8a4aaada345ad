package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are no request, or that two servers could take for different ones (request smuggling). */
@Timeout(60)
final class BrokenRequestTest {

    private static final String HEAD = "POST /telemetry HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n";
    private static final String SMUGGLED = "POST /telemetry HTTP/1.1\r\nHost: test\r\nContent-Length: 0\r\n\r\n";

    static Stream<Arguments> brokenRequests() {
        return Stream.of(
                broken(
                        "both lengths, the proxy believing the first",
                        HEAD + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
                                + SMUGGLED),
                broken(
                        "both lengths, the other way round",
                        HEAD + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + SMUGGLED),
                broken("two different Content-Length", HEAD + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "),
                broken("a list of different lengths", HEAD + "Content-Length: 2, 3\r\n\r\n{} "),
                broken("a negative Content-Length", HEAD + "Content-Length: -1\r\n\r\n{}"),
                broken("a Content-Length with a sign", HEAD + "Content-Length: +2\r\n\r\n{}"),
                broken("a Content-Length that is hexadecimal", HEAD + "Content-Length: 0x2\r\n\r\n{}"),
                broken("a Content-Length beyond 64 bits", HEAD + "Content-Length: 99999999999999999999\r\n\r\n{}"),
                broken(
                        "a chunk size that is no number",
                        HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
                broken("a negative chunk size", HEAD + "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n"),
                broken(
                        "a chunk size beyond 64 bits",
                        HEAD + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
                broken("a chunk longer than it says", HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n"),
                broken("NUL in a header", HEAD + "X-Odd: a\0b\r\nContent-Length: 2\r\n\r\n{}"),
                broken("NUL in a header name", HEAD + "X\0Odd: a\r\nContent-Length: 2\r\n\r\n{}"),
                broken("a blank before the colon", HEAD + "Content-Length : 2\r\n\r\n{}"),
                broken("a header without a colon", HEAD + "Content-Length\r\n\r\n{}"),
                broken("a method with a separator", "PO(ST /telemetry HTTP/1.1\r\nHost: test\r\n\r\n"),
                broken("no method", " /telemetry HTTP/1.1\r\nHost: test\r\n\r\n"),
                broken("no version", "POST /telemetry\r\nHost: test\r\n\r\n"),
                broken("no protocol of ours", "POST /telemetry FTP/1.1 x\r\nHost: test\r\n\r\n"));
    }

    private static Arguments broken(String what, String bytes) {
        return Arguments.of(what, bytes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenRequests")
    void isAnswered400AndEndsTheConnectionBeforeAnyTaskSeesIt(String what, String bytes) throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send(bytes);

            String everything = connection.readToEnd();

            assertThat(everything)
                    .as(what)
                    .containsPattern("^HTTP/1\\.[01] 400 ")
                    .contains("application/problem+json")
                    .containsOnlyOnce("HTTP/1.");
            assertThat(worker.polled()).isEmpty();
        }
    }

    @Test
    void aFoldedHeaderIsReadAsOneLineSoThatNothingCanHideInIt() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send(HEAD + "Transfer-Encoding:\r\n chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");

            assertThat(connection.readResponse().status()).isEqualTo(200);
            assertThat(worker.polled()).hasSize(1);
        }
    }

    @Test
    void aFoldedSecondLengthIsFoundOut() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send(HEAD + "Content-Length: 4\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + SMUGGLED);

            assertThat(connection.readToEnd())
                    .containsPattern("^HTTP/1\\.[01] 400 ")
                    .containsOnlyOnce("HTTP/1.");
            assertThat(worker.polled()).isEmpty();
        }
    }

    @Test
    void aMethodNobodyKnowsIsAMethodThatIsNotAllowed() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send("BREW /telemetry HTTP/1.1\r\nHost: test\r\n\r\n");

            assertThat(connection.readResponse().status()).isEqualTo(405);
        }
    }

    @Test
    void headerLinesOfMoreThanEightKibibytesAre431() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send(HEAD + "X-Long: " + "x".repeat(8_192) + "\r\nContent-Length: 2\r\n\r\n{}");

            assertThat(connection.readToEnd())
                    .containsPattern("^HTTP/1\\.[01] 431 ")
                    .contains("application/problem+json", "\"status\":431");
        }
    }

    @Test
    void aRequestLineOfMoreThanFourKibibytesIs414() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send("POST /telemetry?" + "x".repeat(4_096) + " HTTP/1.1\r\nHost: test\r\n\r\n");

            assertThat(connection.readToEnd())
                    .containsPattern("^HTTP/1\\.[01] 414 ")
                    .contains("application/problem+json", "\"status\":414");
        }
    }

    @Test
    void aBrokenRequestIsAnsweredAfterTheOnesBeforeIt() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send(RawConnection.post("{}") + "PO(ST / HTTP/1.1\r\n\r\n");

            assertThat(connection.readResponse().status()).isEqualTo(200);
            assertThat(connection.readToEnd()).containsPattern("^HTTP/1\\.[01] 400 ");
        }
    }

    @Test
    void emptyLinesBeforeARequestAreIgnored() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send("\r\n\r\n" + RawConnection.post("{}"));

            assertThat(connection.readResponse().status()).isEqualTo(200);
        }
    }
}
