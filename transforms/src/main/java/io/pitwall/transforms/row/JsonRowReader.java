package io.pitwall.transforms.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows from JSON text in one pass. Fields that no column needs are skipped without building anything, but they
 * are checked: half a row is an error wherever it was cut.
 */
final class JsonRowReader {

    /** NaN and infinities are not JSON, but Python writes them. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final WantedField root;
    private final ObjectRowReader objects;

    /** Holds what no column needs on its way to the patterns it matches. */
    private final Cell unnamed = new Cell();

    JsonRowReader(WantedField root, ObjectRowReader objects) {
        this.root = root;
        this.objects = objects;
    }

    void read(byte[] bytes, int offset, int length, Row row) {
        try (JsonParser parser = FACTORY.createParser(bytes, offset, length)) {
            readRow(parser, row);
        } catch (IOException notJson) {
            throw notJson(notJson, JsonLocation::getByteOffset, "byte");
        }
    }

    void read(String text, Row row) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            readRow(parser, row);
        } catch (IOException notJson) {
            throw notJson(notJson, JsonLocation::getCharOffset, "character");
        }
    }

    private void readRow(JsonParser parser, Row row) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw new DataException("Expected a JSON object, found " + describe(first));
        }
        readObject(root, parser, row);
        if (parser.nextToken() != null) {
            throw new DataException("Expected one JSON object, found more after it");
        }
    }

    private void readObject(WantedField object, JsonParser parser, Row row) throws IOException {
        int index = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            WantedField field = object.child(name, index++);
            JsonToken token = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else if (field.hasChildren()) {
                readInside(field, token, parser, row);
            } else if (field.isColumn()) {
                Cell cell = row.cell(field.slot());
                readColumn(cell, token, parser);
                field.match(cell, row);
            } else {
                readNumber(unnamed, token, parser);
                field.match(unnamed, row);
            }
        }
    }

    private void readInside(WantedField field, JsonToken token, JsonParser parser, Row row) throws IOException {
        if (field.isColumn()) {
            objects.read(field, JsonTree.read(parser), row);
        } else if (token == JsonToken.START_OBJECT) {
            field.clear(row);
            readObject(field, parser, row);
        } else if (token == JsonToken.VALUE_NULL) {
            field.clear(row);
        } else {
            throw Mismatch.notAnObject(field, describe(token));
        }
    }

    private static void readColumn(Cell cell, JsonToken token, JsonParser parser) throws IOException {
        switch (token) {
            case VALUE_NUMBER_FLOAT -> cell.setDouble(parser.getDoubleValue());
            case VALUE_NUMBER_INT -> readInteger(cell, parser);
            case VALUE_STRING -> cell.setText(parser.getText());
            case VALUE_TRUE -> cell.setBoolean(true);
            case VALUE_FALSE -> cell.setBoolean(false);
            case VALUE_NULL -> cell.setNull();
            default -> cell.setOther(Objects.requireNonNull(JsonTree.read(parser)));
        }
    }

    /** Sets the cell to null for what is no number, without building it. */
    private static void readNumber(Cell cell, JsonToken token, JsonParser parser) throws IOException {
        if (token.isNumeric()) {
            readColumn(cell, token, parser);
        } else {
            cell.setNull();
            parser.skipChildren();
        }
    }

    private static void readInteger(Cell cell, JsonParser parser) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            cell.setDouble(parser.getDoubleValue());
        } else {
            cell.setLong(parser.getLongValue());
        }
    }

    /** Without Jackson's own exception, even as the cause: its message quotes the text. */
    private static DataException notJson(IOException found, ToLongFunction<JsonLocation> offset, String unit) {
        if (found instanceof StreamConstraintsException) {
            return new DataException("Expected a JSON object, found one that is nested too deeply, or has a name, "
                    + "number or text that is too long");
        }
        if (found instanceof JsonProcessingException json && json.getLocation() != null) {
            return new DataException("Expected a JSON object, found malformed JSON near " + unit + " "
                    + offset.applyAsLong(json.getLocation()));
        }
        return new DataException("Expected a JSON object, found malformed text");
    }

    private static String describe(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_ARRAY -> "an array";
            case START_OBJECT -> "an object";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case END_ARRAY, END_OBJECT, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException(token + " is not a value");
        };
    }
}
