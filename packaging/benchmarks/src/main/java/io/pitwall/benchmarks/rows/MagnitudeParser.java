package io.pitwall.benchmarks.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The length of a row's acceleration vector, read by hand with Jackson's streaming parser and its fast double parser: the
 * quickest a Java program without Pitwall gets at it.
 */
public final class MagnitudeParser {

    private static final int AXES = 3;

    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    public double parse(byte[] row) {
        try (JsonParser parser = json.createParser(row)) {
            double sumOfSquares = 0;
            int axes = 0;
            parser.nextToken();
            while (axes < AXES && parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (isAxis(field)) {
                    double value = parser.getDoubleValue();
                    sumOfSquares += value * value;
                    axes++;
                } else {
                    parser.skipChildren();
                }
            }
            return Math.sqrt(sumOfSquares);
        } catch (IOException e) {
            throw new UncheckedIOException("A row of the benchmark is not the JSON it wrote", e);
        }
    }

    private static boolean isAxis(String field) {
        return switch (field) {
            case "accelerometer-x", "accelerometer-y", "accelerometer-z" -> true;
            default -> false;
        };
    }
}
