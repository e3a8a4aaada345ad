package io.pitwall.source.http.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the body of a request into rows: all of them, or none and the reasons. Immutable, shared by the listener's threads. */
public final class BodyDecoder {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_CHARS = 1_000;
    private static final int MAX_NAME_CHARS = 10_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .maxNameLength(MAX_NAME_CHARS)
                    // max.body.bytes bounds a string already.
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            // UTF-8 is the only encoding; without this a body of UTF-16 or UTF-32 would be recognised and taken.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            // Field names come from anyone: interned, they would outlive the request in the JVM's string table.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final JsonPointer recordsPointer;
    private final Set<String> envelopeFields;
    private final Optional<String> keyField;

    /** @param recordsPointer leads to the array of records; empty: the body is a record or an array of records */
    public BodyDecoder(JsonPointer recordsPointer, Set<String> envelopeFields, Optional<String> keyField) {
        this.recordsPointer = recordsPointer;
        this.envelopeFields = Set.copyOf(envelopeFields);
        this.keyField = keyField;
    }

    /** Decodes {@code body[0, length)}. No bytes, or white space only, are no rows. */
    public List<Row> decode(byte[] body, int length, BodyFormat format) throws UndecodableBodyException {
        Violations violations = new Violations();
        List<Map<String, @Nullable Object>> records = List.of();
        try (JsonParser parser = JSON.createParser(body, 0, length)) {
            RecordReader reader = new RecordReader(parser, violations, recordsPointer, envelopeFields);
            records = reader.records();
            readDocuments(parser, reader, format, violations);
        } catch (IOException e) {
            throw new AssertionError("Closing a parser over bytes in memory does no I/O", e);
        }
        List<Row> rows = violations.isEmpty() ? keyed(records, violations) : List.of();
        if (!violations.isEmpty()) {
            throw new UndecodableBodyException(violations.list());
        }
        return rows;
    }

    private static void readDocuments(
            JsonParser parser, RecordReader reader, BodyFormat format, Violations violations) {
        try {
            for (int documents = 0; parser.nextToken() != null; documents++) {
                if (format == BodyFormat.JSON && documents > 0) {
                    violations.add(
                            JsonPointer.empty(),
                            "Expected one JSON value; found more after it, at " + position(parser)
                                    + ". Send several as an array, or one per line as application/x-ndjson.");
                    return;
                }
                reader.readDocument();
            }
        } catch (StreamConstraintsException e) {
            violations.add(
                    parser.getParsingContext().pathAsPointer(),
                    "Beyond a limit at " + position(parser) + ": at most " + MAX_DEPTH + " levels, names of "
                            + MAX_NAME_CHARS + " and numbers of " + MAX_NUMBER_CHARS + " characters.");
        } catch (IOException e) {
            // The parser's own message quotes the body.
            violations.add(
                    parser.getParsingContext().pathAsPointer(), "Not valid JSON in UTF-8 at " + position(parser) + ".");
        }
    }

    private static String position(JsonParser parser) {
        JsonLocation location = parser.currentLocation();
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private List<Row> keyed(List<Map<String, @Nullable Object>> records, Violations violations) {
        List<Row> rows = new ArrayList<>(records.size());
        for (Map<String, @Nullable Object> record : records) {
            violations.atRecord(rows.size());
            rows.add(new Row(keyOf(record, violations), record));
        }
        return rows;
    }

    private @Nullable String keyOf(Map<String, @Nullable Object> record, Violations violations) {
        Object value = keyField.map(record::get).orElse(null);
        if (value instanceof List || value instanceof Map) {
            violations.add(
                    JsonPointer.empty().appendProperty(keyField.orElseThrow()),
                    "Expected a string, a number or a boolean in the record's key field; found an object or an array.");
        }
        return value == null ? null : value.toString();
    }
}
