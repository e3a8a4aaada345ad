package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HTTP/2 without TLS: by upgrade, as the JDK's client does, and with prior knowledge, frame by frame. */
@Timeout(60)
final class Http2Test {

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int SETTINGS = 4;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 0x1;
    private static final int END_HEADERS = 0x4;

    private final HttpClient client =
            HttpClient.newBuilder().version(Version.HTTP_2).build();

    private static HttpRequest post(FakeWorker worker, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + worker.port() + "/telemetry"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void aConnectionIsUpgradedByAPostWithABody() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            HttpResponse<String> response = send(post(worker, BodyPublishers.ofString("[{},{}]")));

            assertThat(response.version()).isEqualTo(Version.HTTP_2);
            assertThat(response.body()).isEqualTo("{\"accepted\": 2}");
        }
    }

    @Test
    void fiveHundredRequestsAtATimeFitOneConnection() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("max.connections", "1"))) {
            assertThat(send(post(worker, BodyPublishers.ofString("{}"))).version())
                    .isEqualTo(Version.HTTP_2);
            worker.hold();
            List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                responses.add(client.sendAsync(
                        post(worker, BodyPublishers.ofString("{\"id\":" + i + "}")), BodyHandlers.ofString()));
            }
            await().until(() -> worker.polled().size() == 501);

            worker.letGo();

            Set<Integer> statuses = new HashSet<>();
            for (CompletableFuture<HttpResponse<String>> response : responses) {
                statuses.add(response.get(30, TimeUnit.SECONDS).statusCode());
            }
            assertThat(statuses).containsExactly(200);
        }
    }

    @Test
    void aBodyOfUnknownLengthIsRead() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            byte[] body = "[{},{},{}]".getBytes(StandardCharsets.UTF_8);
            send(post(worker, BodyPublishers.ofString("{}")));

            HttpResponse<String> response =
                    send(post(worker, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

            assertThat(response.version()).isEqualTo(Version.HTTP_2);
            assertThat(response.body()).isEqualTo("{\"accepted\": 3}");
        }
    }

    @Test
    void aRefusedBodyEndsItsStreamAndNotTheOthers() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("max.body.bytes", "1000", "max.connections", "1"))) {
            send(post(worker, BodyPublishers.ofString("{}")));
            worker.hold();
            CompletableFuture<HttpResponse<String>> pending =
                    client.sendAsync(post(worker, BodyPublishers.ofString("{}")), BodyHandlers.ofString());
            await().until(() -> worker.polled().size() == 2);

            HttpResponse<String> refused = send(
                    post(worker, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[2_000_000]))));

            assertThat(refused.statusCode()).isEqualTo(413);
            worker.letGo();
            assertThat(pending.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aHeadThatNeverEndsClosesTheConnection() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("request.header.timeout.ms", "300"));
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send(opening());
            connection.send(frame(HEADERS, END_STREAM, 1, literal(":method", "POST")));

            // A frame at a time would buy time, if it could.
            assertThat(typesUntilTheEnd(connection)).contains(SETTINGS);
        }
    }

    @Test
    void aConnectionWithoutARequestIsClosed() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config("request.header.timeout.ms", "300"));
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send(opening());

            assertThat(typesUntilTheEnd(connection)).contains(SETTINGS);
        }
    }

    @Test
    void aPrefaceThatComesByteByByteIsStillHttp2() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                RawConnection connection = RawConnection.to(worker.port())) {
            for (byte one : opening()) {
                connection.send(new byte[] {one});
            }
            connection.send(frame(HEADERS, END_STREAM | END_HEADERS, 1, request("/health/live", "GET")));

            assertThat(typesUntil(HEADERS, connection)).contains(SETTINGS);
        }
    }

    @Test
    void headersOfMoreThanEightKibibytesAreRefused() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config())) {
            send(post(worker, BodyPublishers.ofString("{}")));
            HttpRequest request = HttpRequest.newBuilder(post(worker, BodyPublishers.ofString("{}")), (n, v) -> true)
                    .header("X-Long", "x".repeat(8_192))
                    .build();

            assertThat(send(request).statusCode()).isEqualTo(431);
        }
    }

    @Test
    void aFloodOfResetsEndsTheConnection() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send(opening());
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            for (int stream = 1; stream < 2_000; stream += 2) {
                flood.writeBytes(frame(HEADERS, END_HEADERS, stream, request("/telemetry", "POST")));
                flood.writeBytes(frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8}));
            }
            connection.send(flood.toByteArray());

            assertThat(typesUntilTheEnd(connection)).contains(GOAWAY);
        }
    }

    @Test
    void aFloodOfContinuationsEndsTheConnection() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                RawConnection connection = RawConnection.to(worker.port())) {
            connection.send(opening());
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            flood.writeBytes(frame(HEADERS, 0, 1, request("/telemetry", "POST")));
            for (int i = 0; i < 1_000; i++) {
                flood.writeBytes(frame(CONTINUATION, 0, 1, new byte[0]));
            }
            connection.send(flood.toByteArray());

            assertThat(typesUntilTheEnd(connection)).contains(GOAWAY);
        }
    }

    private static byte[] opening() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(frame(SETTINGS, 0, 0, new byte[0]));
        return bytes.toByteArray();
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    private static byte[] request(String path, String method) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(literal(":method", method));
        block.writeBytes(literal(":scheme", "http"));
        block.writeBytes(literal(":path", path));
        block.writeBytes(literal(":authority", "test"));
        return block.toByteArray();
    }

    /** A header as HPACK writes it without tables: literal, not indexed, new name, no Huffman code. */
    private static byte[] literal(String name, String value) {
        return ByteBuffer.allocate(3 + name.length() + value.length())
                .put((byte) 0)
                .put((byte) name.length())
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put((byte) value.length())
                .put(value.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static Set<Integer> typesUntilTheEnd(RawConnection connection) throws IOException {
        return typesUntil(-1, connection);
    }

    /** The types of the frames that come, up to one of that type or the end of the connection. */
    private static Set<Integer> typesUntil(int last, RawConnection connection) throws IOException {
        Set<Integer> types = new HashSet<>();
        DataInputStream in = new DataInputStream(connection.in());
        try {
            int type = -2;
            while (type != last) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                type = in.readUnsignedByte();
                in.skipNBytes(5L + length);
                types.add(type);
            }
        } catch (EOFException | SocketException e) {
            assertThat(last).as("The connection ended before the frame came").isEqualTo(-1);
        }
        return types;
    }
}
