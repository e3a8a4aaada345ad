package io.pitwall.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stalled broker costs clients 429, and never the worker's memory. */
@Timeout(180)
final class ManyConnectionsIT {

    private static final int CONNECTIONS = 10_000;
    private static final String HEAP = "-Xmx256m";
    private static final long MAX_INFLIGHT_BYTES = 64L << 20;

    /** Handles that the JVM needs for anything but connections. */
    private static final int OTHER_FILES = 500;

    private static final int ROWS = 16;
    private static final String BODY = "["
            + String.join(
                    ",", Collections.nCopies(ROWS, "{\"id\":\"bike-7\",\"filler\":\"" + "x".repeat(1_000) + "\"}"))
            + "]";
    private static final String REQUEST = RawConnection.post(BODY);

    @Test
    void tenThousandConnectionsAndSixtyFourMebibytesInFlightFitAHeapOf256() throws Exception {
        int connections = connectionsAllowed();
        List<RawConnection> clients = new ArrayList<>();
        try (Gateway gateway = new Gateway()) {
            for (int i = 0; i < connections; i++) {
                clients.add(RawConnection.to(gateway.port()));
            }
            for (RawConnection client : clients) {
                client.send(REQUEST);
            }
            // Full, but for less than one more request takes.
            await().atMost(Duration.ofSeconds(60)).until(() -> gateway.inflightBytes() > MAX_INFLIGHT_BYTES * 9 / 10);
            assertThat(gateway.inflightBytes()).isLessThanOrEqualTo(MAX_INFLIGHT_BYTES);
            assertThat(statusOf(gateway, "GET /health/live HTTP/1.1\r\nHost: test\r\n\r\n"))
                    .isEqualTo(200);
            assertThat(statusOf(gateway, REQUEST)).isEqualTo(429);

            gateway.letGo();

            int committed = 0;
            for (RawConnection client : clients) {
                int status = client.readResponse().status();
                assertThat(status).isIn(200, 429);
                committed += status == 200 ? 1 : 0;
            }
            assertThat((long) committed * BODY.length()).isGreaterThan(MAX_INFLIGHT_BYTES / 2);
            assertThat(committed).isLessThan(connections);
            await().until(() -> gateway.inflightBytes() == 0);
            assertThat(statusOf(gateway, REQUEST)).isEqualTo(200);
        } finally {
            for (RawConnection client : clients) {
                client.close();
            }
        }
    }

    private static int statusOf(Gateway gateway, String request) throws IOException {
        try (RawConnection connection = RawConnection.to(gateway.port())) {
            connection.send(request);
            return connection.readResponse().status();
        }
    }

    /** Both sides of a connection are in a process of their own, with the same limit. */
    private static int connectionsAllowed() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : CONNECTIONS + OTHER_FILES;
        int allowed = (int) Math.min(CONNECTIONS, files - OTHER_FILES);
        if (allowed < CONNECTIONS) {
            System.out.println("This machine allows a process " + files + " open files: tested with " + allowed
                    + " connections instead of " + CONNECTIONS + ". Raise it with ulimit -n.");
        }
        return allowed;
    }

    /** The gateway in its own JVM. */
    private static final class Gateway implements AutoCloseable {

        private final Process process;
        private final BufferedReader answers;
        private final BufferedWriter orders;
        private final int port;

        Gateway() throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            HEAP,
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            StalledWorker.class.getName(),
                            "name=gateway",
                            "topic=rows",
                            "http.port=0",
                            "max.inflight.bytes=" + MAX_INFLIGHT_BYTES,
                            "max.connections=" + (CONNECTIONS + 10),
                            // The machine may be slow; this is not about time.
                            "request.header.timeout.ms=300000",
                            "request.body.timeout.ms=300000",
                            "ack.timeout.ms=300000")
                    .redirectError(Redirect.INHERIT)
                    .start();
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
            port = (int) readNumber();
        }

        int port() {
            return port;
        }

        long inflightBytes() throws IOException {
            order("inflight");
            return readNumber();
        }

        void letGo() throws IOException {
            order("go");
        }

        private void order(String line) throws IOException {
            orders.write(line + "\n");
            orders.flush();
        }

        private long readNumber() throws IOException {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("The gateway has died; its last words are above");
            }
            return Long.parseLong(line);
        }

        @Override
        public void close() throws IOException {
            try {
                orders.close();
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    throw new IOException("The gateway did not end with its input");
                }
                assertThat(process.exitValue()).as("exit code of the gateway").isZero();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
