package io.pitwall.pack.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.pack.gateway.WrittenRows.WrittenRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests in the ways in which a real client, {@code curl}, sends them. */
@ExtendWith(GatewayStage.Resolver.class)
@EnabledIf(value = "io.pitwall.pack.gateway.Curl#isPresent", disabledReason = Curl.ABSENT)
final class CurlIT {

    private static final String CONNECTOR = "curl";

    /** How messages are sent. */
    enum Way {
        PLAIN(1, "--data-binary @- --header Content-Type:application/json"),
        COMPRESSED(1, "--data-binary @- --header Content-Type:application/json --header Content-Encoding:gzip"),
        EXPECTING_100_CONTINUE(
                1, "--data-binary @- --header Content-Type:application/json --header Expect:100-continue"),
        LINES_OF_KNOWN_LENGTH(3, "--data-binary @- --header Content-Type:application/x-ndjson"),
        LINES_IN_CHUNKS(3, "--request POST --upload-file - --header Content-Type:application/x-ndjson"),
        COMPRESSED_LINES_IN_CHUNKS(
                3,
                "--request POST --upload-file - --header Content-Type:application/x-ndjson --header Content-Encoding:gzip");

        private final int messages;
        private final String arguments;

        Way(int messages, String arguments) {
            this.messages = messages;
            this.arguments = arguments;
        }

        List<Message> messages() {
            return LongStream.rangeClosed(1, messages)
                    .mapToObj(id -> new Message("curl-" + name(), id))
                    .toList();
        }

        byte[] body() {
            String lines = messages().stream().map(Message::body).collect(Collectors.joining("\n"));
            return arguments.contains("gzip") ? gzipped(lines) : lines.getBytes(UTF_8);
        }

        private static byte[] gzipped(String text) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(text.getBytes(UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("Writing to memory does no I/O", e);
            }
            return compressed.toByteArray();
        }

        List<String> arguments() {
            return List.of(arguments.split(" "));
        }

        String version() {
            return "1.1";
        }
    }

    @BeforeAll
    static void createConnector(GatewayStage stage) {
        stage.atLeastOnce().create(CONNECTOR, stage.gateway(CONNECTOR));
    }

    @ParameterizedTest
    @EnumSource
    void everyWayOfSendingIsAcknowledgedAndWritten(Way way, GatewayStage stage) {
        URI uri = stage.atLeastOnce().uris("/" + CONNECTOR).get(0);

        Curl.Answer answer = Curl.run(uri, way.body(), way.arguments());

        List<WrittenRow> rows = rowsOf(way.messages());
        assertThat(answer).isEqualTo(new Curl.Answer(200, way.version(), "{\"accepted\": " + rows.size() + "}"));
        assertThat(stage.committedIn(CONNECTOR).of("curl-" + way.name())).isEqualTo(rows);
    }

    private static List<WrittenRow> rowsOf(List<Message> messages) {
        List<WrittenRow> rows = new ArrayList<>();
        for (Message message : messages) {
            for (int row = 0; row < message.rows(); row++) {
                rows.add(new WrittenRow(message.id(), row));
            }
        }
        return rows;
    }
}
