package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that take a connection and then take their time (slowloris). */
@Timeout(60)
final class SlowClientTest {

    private static final String HALF_A_HEAD = "POST /telemetry HTTP/1.1\r\nHost: te";

    @Test
    void aConnectionThatNeverSaysAnythingIsClosed() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("request.header.timeout.ms", "200"));
                RawConnection connection = RawConnection.to(worker.port())) {
            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @Test
    void aHeadThatStopsHalfWayIsAnswered408AndClosed() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("request.header.timeout.ms", "200"));
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send(HALF_A_HEAD);

            assertThat(connection.readToEnd())
                    .startsWith("HTTP/1.1 408 ")
                    .contains("content-type: application/problem+json", "\"status\":408");
        }
    }

    @Test
    void whatTricklesInBuysNoTime() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("request.header.timeout.ms", "500"));
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send("POST /telemetry HTTP/1.1\r\n");
            int lines = trickleUntilAnswered(connection);

            assertThat(connection.readResponse().status()).isEqualTo(408);
            assertThat(lines).isGreaterThan(1);
        }
    }

    /** A line at a time, much faster than the timeout, for as long as nothing comes back. */
    private static int trickleUntilAnswered(RawConnection connection) throws IOException, InterruptedException {
        int lines = 0;
        while (connection.in().available() == 0) {
            connection.send("X-" + lines + ": y\r\n");
            lines++;
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return lines;
    }

    @Test
    void theSecondHeadOfAConnectionIsWatchedToo() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("request.header.timeout.ms", "500"));
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send(RawConnection.post("{}"));
            assertThat(connection.readResponse().status()).isEqualTo(200);

            connection.send(HALF_A_HEAD);

            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void aHeadInPiecesThatEndsInTimeIsServed() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                RawConnection connection = RawConnection.to(worker.port())) {
            for (byte one : RawConnection.post("{}").getBytes(StandardCharsets.US_ASCII)) {
                connection.send(new byte[] {one});
            }

            assertThat(connection.readResponse().status()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionBetweenTwoRequestsIsNotSlow() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("request.header.timeout.ms", "200"));
                RawConnection kept = RawConnection.to(worker.port());
                RawConnection clock = RawConnection.to(worker.port())) {
            kept.send(RawConnection.post("{}"));
            assertThat(kept.readResponse().status()).isEqualTo(200);
            // Opened after the answer, and closed when the header timeout has passed.
            try (RawConnection later = RawConnection.to(worker.port())) {
                assertThat(later.readToEnd()).isEmpty();
            }

            kept.send(RawConnection.post("{}"));

            assertThat(kept.readResponse().status()).isEqualTo(200);
            assertThat(clock.readToEnd()).isEmpty();
        }
    }

    @Test
    void aConnectionThatWaitsForItsAnswerIsNeitherSlowNorIdle() throws Exception {
        try (FakeWorker worker = FakeWorker.start(
                        config("request.header.timeout.ms", "100", "connection.idle.timeout.ms", "100"));
                RawConnection waiting = RawConnection.to(worker.port())) {
            worker.hold();
            // Half of the next head follows at once, and cannot be read to its end before the answer.
            waiting.send(RawConnection.post("{}") + HALF_A_HEAD);
            await().until(() -> worker.polled().size() == 1);
            for (int i = 0; i < 3; i++) {
                try (RawConnection clock = RawConnection.to(worker.port())) {
                    assertThat(clock.readToEnd()).isEmpty();
                }
            }

            worker.letGo();

            assertThat(waiting.readResponse().status()).isEqualTo(200);
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("connection.idle.timeout.ms", "200"));
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send(RawConnection.post("{}"));
            assertThat(connection.readResponse().status()).isEqualTo(200);

            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @Test
    void whatComesBeyondTheConnectionLimitIsClosedAndHurtsNobody() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("max.connections", "2"));
                RawConnection first = RawConnection.to(worker.port());
                RawConnection second = RawConnection.to(worker.port())) {
            first.send(RawConnection.post("{}"));
            second.send(RawConnection.post("{}"));
            assertThat(first.readResponse().status()).isEqualTo(200);
            assertThat(second.readResponse().status()).isEqualTo(200);

            for (int i = 0; i < 10; i++) {
                try (RawConnection refused = RawConnection.to(worker.port())) {
                    assertThat(refused.readToEnd()).isEmpty();
                }
            }

            first.send(RawConnection.post("{}"));
            assertThat(first.readResponse().status()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionThatEndsMakesRoomForAnother() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("max.connections", "1"))) {
            try (RawConnection first = RawConnection.to(worker.port())) {
                first.send(RawConnection.post("{}"));
                assertThat(first.readResponse().status()).isEqualTo(200);
            }

            await().untilAsserted(() -> {
                try (RawConnection next = RawConnection.to(worker.port())) {
                    next.send(RawConnection.post("{}"));
                    assertThat(next.readResponse().status()).isEqualTo(200);
                }
            });
        }
    }
}
