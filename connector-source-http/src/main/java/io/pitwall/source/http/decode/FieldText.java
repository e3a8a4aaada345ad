package io.pitwall.source.http.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A field that is to become a text, such as a key.
 *
 * @param text null where the field makes none
 * @param found what the field is, in words for the client
 */
record FieldText(@Nullable String text, String found) {

    static final FieldText MISSING = new FieldText(null, "nothing");
    static final FieldText EMPTY = new FieldText(null, "an empty text");

    private static final FieldText NULL = new FieldText(null, "null");
    private static final FieldText OBJECT = new FieldText(null, "an object");
    private static final FieldText ARRAY = new FieldText(null, "an array");
    private static final FieldText BOOLEAN = new FieldText(null, "a boolean");
    private static final FieldText FRACTION = new FieldText(null, "a number that is no integer");

    static FieldText ofText(String text) {
        return new FieldText(text, "a text");
    }

    /** A key: a text, or what the value would be as a {@code Long}, {@code Double} or {@code Boolean} in words. */
    static FieldText key(JsonParser parser) throws IOException {
        if (parser.currentToken().isNumeric() && parser.getNumberType() == NumberType.BIG_INTEGER) {
            return number(Double.toString(parser.getDoubleValue()));
        }
        return scalar(parser);
    }

    /** The scope of a message: a text, a number or a boolean; integers of any size are exact. */
    static FieldText scope(JsonParser parser) throws IOException {
        return scalar(parser);
    }

    /** The id of a message: a text that is not empty, or an integer of any size. */
    static FieldText id(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE, VALUE_FALSE -> BOOLEAN;
            case VALUE_NUMBER_FLOAT -> FRACTION;
            case VALUE_STRING -> parser.getText().isEmpty() ? EMPTY : scalar(parser);
            default -> scalar(parser);
        };
    }

    private static FieldText scalar(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> OBJECT;
            case START_ARRAY -> ARRAY;
            case VALUE_NULL -> NULL;
            case VALUE_STRING -> ofText(parser.getText());
            case VALUE_NUMBER_INT -> number(integer(parser));
            case VALUE_NUMBER_FLOAT -> number(Double.toString(parser.getDoubleValue()));
            case VALUE_TRUE, VALUE_FALSE -> new FieldText(parser.getText(), "a boolean");
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("No JSON value begins with " + parser.currentToken());
        };
    }

    private static FieldText number(String text) {
        return new FieldText(text, "a number");
    }

    /** {@code -0} is {@code 0}: one number has one text. */
    private static String integer(JsonParser parser) throws IOException {
        return parser.getNumberType() == NumberType.BIG_INTEGER
                ? parser.getText()
                : Long.toString(parser.getLongValue());
    }

    boolean isMissing() {
        return equals(MISSING);
    }

    /** The field is there and makes no text. */
    boolean isUnusable() {
        return text == null && !isMissing();
    }

    /** Null only where the field is missing: an unusable one hides those further out all the same. */
    @Nullable
    String textIfThere() {
        return isUnusable() ? "" : text;
    }

    boolean isObjectOrArray() {
        return equals(OBJECT) || equals(ARRAY);
    }
}
