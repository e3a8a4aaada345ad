package io.pitwall.source.http.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records in one body and copies the envelope into them. Streaming: what is neither a record nor an envelope
 * field is skipped, never built.
 */
final class RecordReader {

    private final JsonParser parser;
    private final Violations violations;
    private final ValueReader values;
    private final JsonPointer recordsPointer;
    private final Set<String> envelopeFields;

    private final List<Map<String, @Nullable Object>> records = new ArrayList<>();
    private int recordsSeen;

    RecordReader(JsonParser parser, Violations violations, JsonPointer recordsPointer, Set<String> envelopeFields) {
        this.parser = parser;
        this.violations = violations;
        this.values = new ValueReader(parser, violations);
        this.recordsPointer = recordsPointer;
        this.envelopeFields = envelopeFields;
    }

    List<Map<String, @Nullable Object>> records() {
        return records;
    }

    /** Reads the JSON value whose first token the parser stands on. */
    void readDocument() throws IOException {
        int firstRecord = records.size();
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        violations.atRecord(recordsSeen);
        if (!descend(recordsPointer, envelope)) {
            violations.add(recordsPointer, "Expected an array of records here; found nothing.");
        }
        for (Map<String, @Nullable Object> record : records.subList(firstRecord, records.size())) {
            copyEnvelope(envelope, record);
        }
    }

    /** Follows the rest of the pointer; false where the body does not lead there. Always reads the whole value. */
    private boolean descend(JsonPointer rest, Map<String, @Nullable Object> envelope) throws IOException {
        if (rest.matches()) {
            readRecords();
            return true;
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return descendObject(rest, envelope);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return descendArray(rest, envelope);
        }
        return false;
    }

    private boolean descendObject(JsonPointer rest, Map<String, @Nullable Object> envelope) throws IOException {
        boolean holdsTheArray = rest.tail().matches();
        boolean isSeen = false;
        boolean isFound = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (rest.matchesProperty(name)) {
                if (isSeen) {
                    violations.add(
                            parser.getParsingContext().pathAsPointer(),
                            "This field occurs twice in its object; send it once.");
                }
                isSeen = true;
                isFound |= descend(rest.tail(), envelope);
            } else if (holdsTheArray && envelopeFields.contains(name)) {
                envelope.put(name, values.read());
            } else {
                parser.skipChildren();
            }
        }
        return isFound;
    }

    private boolean descendArray(JsonPointer rest, Map<String, @Nullable Object> envelope) throws IOException {
        boolean isFound = false;
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            if (rest.matchesElement(index)) {
                isFound = descend(rest.tail(), envelope);
            } else {
                parser.skipChildren();
            }
        }
        return isFound;
    }

    private void readRecords() throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                readRecord("Expected an object, because every item becomes a record; found " + kindOfValue() + ".");
            }
        } else if (recordsPointer.matches()) {
            readRecord("Expected an object or an array of objects; found " + kindOfValue() + ".");
        } else {
            violations.add(recordsPointer, "Expected an array of records; found " + kindOfValue() + ".");
            parser.skipChildren();
        }
    }

    private void readRecord(String complaint) throws IOException {
        violations.atRecord(recordsSeen);
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            records.add(values.readObject());
        } else {
            violations.add(parser.getParsingContext().pathAsPointer(), complaint);
            parser.skipChildren();
        }
        recordsSeen++;
        violations.atRecord(recordsSeen);
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

    /** The record's own field wins: it is the more specific of the two. */
    private static void copyEnvelope(Map<String, @Nullable Object> envelope, Map<String, @Nullable Object> record) {
        envelope.forEach((name, value) -> {
            if (!record.containsKey(name)) {
                record.put(name, value);
            }
        });
    }
}
