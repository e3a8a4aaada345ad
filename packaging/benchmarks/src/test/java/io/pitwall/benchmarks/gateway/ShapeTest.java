package io.pitwall.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ShapeTest {

    private static final int SEED = 7;

    @Test
    void aReadingIsOneKibibyte() {
        assertThat(Shape.READING.requests(SEED))
                .allSatisfy(rows -> assertThat(rows).singleElement().satisfies(row -> assertThat(row)
                        .hasSize(1_024)));
    }

    @ParameterizedTest
    @EnumSource
    void aBodyHoldsItsRowsByteByByte(Shape shape) throws IOException {
        for (List<byte[]> rows : shape.requests(SEED)) {
            assertThat(rows).hasSize(shape.rowsPerRequest());
            assertThat(objectsIn(shape.body(rows))).isEqualTo(texts(rows));
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalSeedsGiveEqualBytes(Shape shape) {
        assertThat(texts(shape.requests(SEED).get(255)))
                .isEqualTo(texts(shape.requests(SEED).get(255)))
                .isNotEqualTo(texts(shape.requests(SEED + 1).get(255)));
    }

    private static List<String> texts(List<byte[]> rows) {
        return rows.stream()
                .map(row -> new String(row, StandardCharsets.US_ASCII))
                .toList();
    }

    /** The objects at the top of a body, or in the array at its top, as they stand there. */
    private static List<String> objectsIn(byte[] body) throws IOException {
        List<String> objects = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    int start = (int) parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    int end = (int) parser.currentLocation().getByteOffset();
                    objects.add(new String(body, start, end - start, StandardCharsets.US_ASCII));
                }
            }
        }
        return objects;
    }
}
