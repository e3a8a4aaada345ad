package io.pitwall.source.http.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pitwall.source.http.decode.RefusedBodyException.OverBudget;
import io.pitwall.source.http.decode.json.FieldNames;
import java.io.IOException;

/**
 * Checks JSON values without building them. A value that breaks a rule beyond syntax is noted and reading goes on, so
 * that one answer names every mistake.
 */
final class ValueScanner {

    /** No number of fewer characters is beyond the range of a double, unless it has an exponent. */
    private static final int SHORTEST_INFINITE_CHARS = 309;

    private final JsonParser parser;
    private final FieldNames names;
    private final HeldBytes held;
    private final Violations violations;

    ValueScanner(JsonParser parser, FieldNames names, HeldBytes held, Violations violations) {
        this.parser = parser;
        this.names = names;
        this.held = held;
        this.violations = violations;
    }

    /** Checks the value whose first token the parser stands on, and leaves it on the last. */
    void skip() throws IOException, OverBudget {
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (true) {
            switch (token) {
                case START_OBJECT -> {
                    names.openObject();
                    depth++;
                }
                case START_ARRAY -> depth++;
                case FIELD_NAME -> enterField();
                case END_OBJECT -> {
                    names.closeObject();
                    depth--;
                }
                case END_ARRAY -> depth--;
                case VALUE_NUMBER_INT -> checkInteger();
                case VALUE_NUMBER_FLOAT -> checkFraction();
                case VALUE_STRING, VALUE_TRUE, VALUE_FALSE, VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> {}
            }
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }

    /** Checks the field whose name the parser stands on, in the object opened last. */
    void enterField() throws IOException, OverBudget {
        if (names.isFull()) {
            held.hold(names.bytesToGrow());
            names.grow();
        }
        if (!names.add(parser.currentName())) {
            note("This field occurs twice in its object; send it once.");
        }
    }

    private void checkInteger() throws IOException {
        if (parser.getTextLength() >= SHORTEST_INFINITE_CHARS) {
            checkRange();
        }
    }

    private void checkFraction() throws IOException {
        if (parser.getTextLength() >= SHORTEST_INFINITE_CHARS || hasExponent()) {
            checkRange();
        }
    }

    private boolean hasExponent() throws IOException {
        char[] chars = parser.getTextCharacters();
        int start = parser.getTextOffset();
        for (int i = start + parser.getTextLength() - 1; i >= start; i--) {
            if ((chars[i] | 0x20) == 'e') {
                return true;
            }
        }
        return false;
    }

    /** JSON has no infinity: passed on, it would fail in the converter and with it the whole task. */
    private void checkRange() throws IOException {
        if (Double.isInfinite(parser.getDoubleValue())) {
            note("This number is beyond the range of a double.");
        }
    }

    private void note(String detail) {
        violations.add(parser.getParsingContext().pathAsPointer(), detail);
    }
}
