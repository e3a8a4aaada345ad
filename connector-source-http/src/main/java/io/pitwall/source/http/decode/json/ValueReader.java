package io.pitwall.source.http.decode.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object into the classes Connect knows without a schema: {@code String}, {@code Long}, {@code Double},
 * {@code Boolean}, {@code List}, {@code Map} and null. For text that has been checked; its depth is bounded by the
 * parser's.
 */
public final class ValueReader {

    private final JsonParser parser;

    private ValueReader(JsonParser parser) {
        this.parser = parser;
    }

    /** @throws IllegalStateException where the text is not the object that was checked */
    public static Map<String, @Nullable Object> readObject(byte[] text, int start, int end) {
        try (JsonParser parser = Json.parser(text, start, end)) {
            parser.nextToken();
            return new ValueReader(parser).readObject();
        } catch (IOException e) {
            // Its message quotes the text.
            throw new IllegalStateException("A row cannot be read that was valid when it arrived: "
                    + e.getClass().getSimpleName());
        }
    }

    private @Nullable Object read() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject();
            case START_ARRAY -> readArray();
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> readInteger();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("No JSON value begins with " + parser.currentToken());
        };
    }

    private Map<String, @Nullable Object> readObject() throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, read());
        }
        return fields;
    }

    private List<@Nullable Object> readArray() throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(read());
        }
        return items;
    }

    /** Exact within 64 bits; beyond them the nearest double, because Connect has no larger integer. */
    private Object readInteger() throws IOException {
        if (parser.getNumberType() == NumberType.BIG_INTEGER) {
            return parser.getDoubleValue();
        }
        return parser.getLongValue();
    }
}
