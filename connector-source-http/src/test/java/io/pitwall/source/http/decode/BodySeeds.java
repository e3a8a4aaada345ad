package io.pitwall.source.http.decode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Bodies to begin a search with: one of each shape the gateway knows, and of each mistake it has a word for. */
final class BodySeeds {

    static final List<String> BODIES = List.of(
            "",
            "{\"id\":\"a\",\"x\":1,\"y\":-0.5e-3,\"ok\":true,\"none\":null}",
            "[{\"id\":\"\\ud83d\\ude00\",\"x\":[[],{}],\"big\":123456789012345678901234567890},{\"id\":0}]",
            "{\"deviceId\":\"d\",\"messageId\":0,\"payload\":[{\"name\":\"accelerometer\",\"time\":1780530295467601700,"
                    + "\"values\":{\"x\":0.0073,\"y\":-0.2,\"z\":-9.471e-1}},{\"name\":\"t \u00e9\",\"deviceId\":null}],"
                    + "\"sessionId\":\"s\"}",
            "{\"sessionId\":7,\"payload\":[{\"messageId\":\"m\"},{ }],\"messageId\":-0,\"deviceId\":{\"a\":[1]}}",
            "{\"id\":\"a\"}\r\n\n {\"id\":2}\t\n[{\"id\":3},{}]\n{\"id\":4",
            "{\"id\":1} {\"id\":2}\n{\"id\":\n3}",
            "\ufeff{\"id\":\"mark\"}",
            "{\"x\":1,\"\\u0078\":2}",
            "{\"x\":{\"a\":1,\"b\":{\"a\":1,\"a\":2}},\"y\":1e999}",
            "[1,\"a\",null,[{}]]",
            "[[[[[[[[{\"a\":{\"b\":{\"c\":[1,2,3]}}}]]]]]]]]",
            "{\"payload\":{}}",
            "[{\"id\":78901234567890123456789},{\"id\":0}]",
            "{\"id\":\"\\udc00 \\ud800x\"}");

    private BodySeeds() {}

    /** Each body on every way there is for it. */
    static Stream<byte[]> inputs() {
        return BODIES.stream()
                .flatMap(body -> ways().map(way -> Compressed.join(way, body.getBytes(StandardCharsets.UTF_8))));
    }

    private static Stream<byte[]> ways() {
        return Stream.of(
                new byte[] {0, 0, 99, 0},
                new byte[] {1, 0, 3, 0},
                new byte[] {6, 2, 99, 0},
                new byte[] {3, 1, 7, 0},
                new byte[] {5, 5, 99, 1});
    }
}
