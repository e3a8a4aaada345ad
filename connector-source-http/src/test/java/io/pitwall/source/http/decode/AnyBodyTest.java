package io.pitwall.source.http.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

/** Whatever arrives is either refused, or becomes the rows it has to. */
final class AnyBodyTest {

    private static final long SEED = Long.getLong("pitwall.seed", System.nanoTime());
    private static final int BODIES = 20_000;

    private final Random random = new Random(SEED);
    private final List<byte[]> seeds = BodySeeds.inputs().toList();

    @Test
    void soundAndDamagedBodiesAreDecodedAsTheOracleDecodesThem() {
        int accepted = 0;
        for (int i = 0; i < BODIES; i++) {
            byte[] input = i < seeds.size() ? seeds.get(i) : damaged();
            try {
                accepted += new BodyCase(input).check() ? 1 : 0;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(
                        "seed " + SEED + ", body " + java.util.HexFormat.of().formatHex(input), e);
            }
        }
        assertThat(accepted).as("accepted bodies, seed " + SEED).isBetween(BODIES / 50, BODIES - BODIES / 50);
    }

    /** Any way for a body of which a few bytes are overwritten, left out or doubled, mostly with what means something. */
    private byte[] damaged() {
        byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
        for (int choice = 0; choice < BodyCase.CHOICES; choice++) {
            input[choice] = (byte) random.nextInt(256);
        }
        for (int edits = random.nextInt(4); edits > 0 && input.length > BodyCase.CHOICES; edits--) {
            input = edited(input, BodyCase.CHOICES + random.nextInt(input.length - BodyCase.CHOICES));
        }
        return input;
    }

    private byte[] edited(byte[] input, int at) {
        byte[] before = java.util.Arrays.copyOf(input, at);
        byte[] from = java.util.Arrays.copyOfRange(input, at, input.length);
        byte[] behind = java.util.Arrays.copyOfRange(input, at + 1, input.length);
        return switch (random.nextInt(3)) {
            case 0 -> Compressed.join(before, new byte[] {anyByte()}, behind);
            case 1 -> Compressed.join(before, behind);
            default -> Compressed.join(before, java.util.Arrays.copyOf(from, Math.min(from.length, 20)), from);
        };
    }

    private byte anyByte() {
        String meaningful = "{}[]\",:\\eE+-.0919tfnu/ \n\r";
        return random.nextBoolean()
                ? (byte) meaningful.charAt(random.nextInt(meaningful.length()))
                : (byte) random.nextInt(256);
    }

    @Test
    void loneSurrogatesAreWritableByTheConverter() throws Exception {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", "false"), false);

            List<Row> rows = Bodies.decode(Bodies.plain(), BodyFormat.JSON, "{\"id\":\"\\udc00 \\ud800x\"}");

            assertThat(rows).singleElement().satisfies(row -> assertThat(
                            converter.fromConnectData("rows", null, row.value()))
                    .isNotEmpty());
        }
    }
}
