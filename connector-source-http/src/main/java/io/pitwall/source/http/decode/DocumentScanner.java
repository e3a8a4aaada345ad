package io.pitwall.source.http.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import io.pitwall.source.http.decode.RefusedBodyException.OverBudget;
import java.io.IOException;

/** Finds the records in JSON values, one after another, and the envelope around them. Every part of a value is checked. */
final class DocumentScanner {

    private final JsonParser parser;
    private final BodyScan scan;
    private final ValueScanner values;
    private final RecordScanner records;
    private final JsonPointer recordsPointer;

    /** @param start where in the text the parser began */
    DocumentScanner(JsonParser parser, BodyScan scan, byte[] text, int start) {
        this.parser = parser;
        this.scan = scan;
        this.values = new ValueScanner(parser, scan.names(), scan.held(), scan.violations());
        this.records = new RecordScanner(parser, scan, values, text, start);
        this.recordsPointer = scan.settings().recordsPointer();
    }

    /** Reads the JSON value whose first token the parser stands on, and leaves it on the last. */
    void readDocument() throws IOException, OverBudget {
        scan.violations().atRecord(scan.rows().recordsSeen());
        records.begin();
        if (!descend(recordsPointer)) {
            scan.violations().add(recordsPointer, "Expected an array of records here; found nothing.");
        }
        records.complete();
    }

    /** Follows the rest of the pointer; false where the body does not lead there. Always reads the whole value. */
    private boolean descend(JsonPointer rest) throws IOException, OverBudget {
        if (rest.matches()) {
            readRecords();
            return true;
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return descendObject(rest);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return descendArray(rest);
        }
        values.skip();
        return false;
    }

    private boolean descendObject(JsonPointer rest) throws IOException, OverBudget {
        boolean holdsTheArray = rest.tail().matches();
        boolean isFound = false;
        scan.names().openObject();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            values.enterField();
            String name = parser.currentName();
            long nameStart = parser.currentTokenLocation().getByteOffset();
            parser.nextToken();
            if (rest.matchesProperty(name)) {
                isFound |= descend(rest.tail());
            } else if (holdsTheArray) {
                records.readEnvelopeField(name, nameStart);
            } else {
                values.skip();
            }
        }
        scan.names().closeObject();
        return isFound;
    }

    private boolean descendArray(JsonPointer rest) throws IOException, OverBudget {
        boolean isFound = false;
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            if (rest.matchesElement(index)) {
                isFound = descend(rest.tail());
            } else {
                values.skip();
            }
        }
        return isFound;
    }

    private void readRecords() throws IOException, OverBudget {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                readRecord("Expected an object, because every item becomes a record; found ");
            }
        } else if (recordsPointer.matches()) {
            readRecord("Expected an object or an array of objects; found ");
        } else {
            scan.violations().add(recordsPointer, "Expected an array of records; found " + kindOfValue() + ".");
            values.skip();
        }
    }

    private void readRecord(String complaint) throws IOException, OverBudget {
        scan.violations().atRecord(scan.rows().recordsSeen());
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            records.readRecord();
        } else {
            scan.violations().add(parser.getParsingContext().pathAsPointer(), complaint + kindOfValue() + ".");
            values.skip();
        }
        scan.rows().sawRecord();
        scan.violations().atRecord(scan.rows().recordsSeen());
    }

    private String kindOfValue() {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return "an object";
        }
        if (token == JsonToken.START_ARRAY) {
            return "an array";
        }
        return token == JsonToken.VALUE_STRING ? "a string" : "a number, a boolean or null";
    }
}
