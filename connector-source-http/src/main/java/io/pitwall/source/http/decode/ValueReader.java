package io.pitwall.source.http.decode;

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
 * Reads one JSON value into the classes Connect knows without a schema. A value that breaks a rule beyond syntax is
 * noted and reading goes on, so that one answer names every mistake. Its depth is bounded by the parser's.
 */
final class ValueReader {

    private final JsonParser parser;
    private final Violations violations;

    ValueReader(JsonParser parser, Violations violations) {
        this.parser = parser;
        this.violations = violations;
    }

    /** Reads the value whose first token the parser stands on, and leaves it on the last. */
    @Nullable
    Object read() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject();
            case START_ARRAY -> readArray();
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> readInteger();
            case VALUE_NUMBER_FLOAT -> readDouble();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("No JSON value begins with " + parser.currentToken());
        };
    }

    Map<String, @Nullable Object> readObject() throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = read();
            int sizeBefore = fields.size();
            fields.put(name, value);
            if (fields.size() == sizeBefore) {
                note("This field occurs twice in its object; send it once.");
            }
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
            return readDouble();
        }
        return parser.getLongValue();
    }

    private Double readDouble() throws IOException {
        double value = parser.getDoubleValue();
        // JSON has no infinity: passed on, it would fail in the converter and with it the whole task.
        if (Double.isInfinite(value)) {
            note("This number is beyond the range of a double.");
        }
        return value;
    }

    private void note(String detail) {
        violations.add(parser.getParsingContext().pathAsPointer(), detail);
    }
}
