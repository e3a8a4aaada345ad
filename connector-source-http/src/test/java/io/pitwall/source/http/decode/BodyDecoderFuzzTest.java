package io.pitwall.source.http.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

/** Whatever arrives is either refused with reasons, or becomes rows that Connect's own converter can write. */
final class BodyDecoderFuzzTest {

    private static final long SEED = Long.getLong("pitwall.seed", System.nanoTime());
    private static final int BODIES = 20_000;

    private static final List<String> SEEDS = List.of(
            "{\"deviceId\":\"d\",\"messageId\":0,\"payload\":[{\"name\":\"accelerometer\",\"time\":1780530295467601700,"
                    + "\"values\":{\"x\":0.0073,\"y\":-0.2,\"z\":-9.471e-1}},{\"name\":\"t \\u00e9\",\"values\":[]}],"
                    + "\"sessionId\":\"s\"}",
            "[{\"id\":\"\\ud83d\\ude00\",\"x\":[[],{}],\"big\":123456789012345678901234567890},{\"id\":null,\"t\":true}]",
            "{\"id\":\"a\"}\n{\"id\":\"b\"}\n",
            "[[[[{\"a\":{\"b\":{\"c\":[1,2,3]}}}]]]]");

    private final Random random = new Random(SEED);
    private final RecordSettings push =
            Bodies.settings("/payload", Set.of("deviceId", "sessionId"), Optional.of("deviceId"));
    private final RecordSettings whole = Bodies.settings("", Set.of(), Optional.of("id"));

    @Test
    void mutatedAndRandomBodiesAreDecodedOrRefused() {
        int refused = 0;
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", "false"), false);
            for (int i = 0; i < BODIES; i++) {
                byte[] body = i % 10 == 0 ? randomBytes() : mutated();
                for (BodyFormat format : BodyFormat.values()) {
                    refused += outcome(converter, body, format);
                }
            }
        }
        assertThat(refused).as("refused bodies, seed " + SEED).isBetween(1, 2 * 2 * BODIES - 1);
    }

    private int outcome(JsonConverter converter, byte[] body, BodyFormat format) {
        int refused = 0;
        for (RecordSettings settings : List.of(push, whole)) {
            try {
                Bodies.decode(settings, format, body)
                        .forEach(row -> converter.fromConnectData("rows", null, row.value()));
            } catch (RefusedBodyException e) {
                assertThat(e).isInstanceOf(RefusedBodyException.Undecodable.class);
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + SEED + ", body " + new String(body, StandardCharsets.ISO_8859_1), e);
            }
        }
        return refused;
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A few bytes of a good body overwritten, left out or doubled, mostly with what means something in JSON. */
    private byte[] mutated() {
        StringBuilder body = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            int at = random.nextInt(body.length());
            switch (random.nextInt(3)) {
                case 0 -> body.setCharAt(at, anyChar());
                case 1 -> body.deleteCharAt(at);
                default -> body.insert(at, body.substring(at, Math.min(body.length(), at + random.nextInt(20))));
            }
        }
        return body.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private char anyChar() {
        String meaningful = "{}[]\",:\\eE+-.0919tfnu/ \n\ud800\udbff";
        return random.nextBoolean()
                ? meaningful.charAt(random.nextInt(meaningful.length()))
                : (char) random.nextInt(256);
    }

    @Test
    void loneSurrogatesAreWritableByTheConverter() throws Exception {
        byte[] body = "{\"id\":\"\\udc00 \\ud800x\"}".getBytes(StandardCharsets.UTF_8);
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", "false"), false);

            List<Row> rows = Bodies.decode(whole, BodyFormat.JSON, body);

            assertThat(rows).singleElement().satisfies(row -> assertThat(
                            converter.fromConnectData("rows", null, row.value()))
                    .isNotEmpty());
        }
    }

    @Test
    void manyDifferentFieldNamesAreNoAttackOnTheParser() throws Exception {
        StringBuilder body = new StringBuilder("{\"id\":1");
        for (int i = 0; i < 100_000; i++) {
            body.append(",\"f").append(i).append("\":").append(i);
        }
        byte[] bytes = body.append('}').toString().getBytes(StandardCharsets.UTF_8);

        assertThat(Bodies.decode(whole, BodyFormat.JSON, bytes))
                .singleElement()
                .satisfies(row -> assertThat(Bodies.fields(row)).hasSize(100_001));
    }
}
