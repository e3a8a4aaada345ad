package io.pitwall.source.http.decode;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.pitwall.source.http.decode.RefusedBodyException.OverBudget;
import io.pitwall.source.http.decode.RefusedBodyException.Undecodable;
import io.pitwall.source.http.decode.json.FieldNames;
import io.pitwall.source.http.decode.json.Json;
import io.pitwall.source.http.decode.json.Utf8;
import java.io.IOException;

/** The scan of one body's text, in one piece or line by line: what it has found so far, and what it works with. */
final class BodyScan {

    private static final int NO_DOCUMENT = -1;

    private final RecordSettings settings;
    private final WantedFields wanted;
    private final HeldBytes held;
    private final Rows rows;
    private final FieldNames names = new FieldNames();
    private final Violations violations = new Violations();
    private boolean isByLine;

    BodyScan(RecordSettings settings, WantedFields wanted, HeldBytes held) {
        this.settings = settings;
        this.wanted = wanted;
        this.held = held;
        this.rows = new Rows(held);
    }

    RecordSettings settings() {
        return settings;
    }

    WantedFields wanted() {
        return wanted;
    }

    HeldBytes held() {
        return held;
    }

    Rows rows() {
        return rows;
    }

    FieldNames names() {
        return names;
    }

    Violations violations() {
        return violations;
    }

    /** Reads {@code text[start, end)}, which is one JSON value or white space. */
    void readBody(byte[] text, int start, int end) throws OverBudget {
        readOne(
                text,
                start,
                end,
                "Expected one JSON value; found more after it",
                " Send several as an array, or one per line as application/x-ndjson.");
    }

    /** Reads {@code text[start, end)}, the line of that number, counted from 1. */
    void readLine(byte[] text, int start, int end, long number) throws OverBudget {
        isByLine = true;
        violations.atLine(number);
        readOne(text, start, end, "Expected one JSON value per line; found more after it", "");
    }

    /**
     * Reads {@code text[start, end)}, whole lines with a JSON value or white space each, with one parser. False where
     * anything is wrong, and sometimes where nothing is; what has been noted by then is of no use.
     */
    boolean readLinesAtOnce(byte[] text, int start, int end) throws OverBudget {
        if (Utf8.endOfWellFormed(text, start, end) < end) {
            return false;
        }
        try (JsonParser parser = Json.parser(text, start, end)) {
            DocumentScanner documents = new DocumentScanner(parser, this, text, start);
            int endOfPrevious = NO_DOCUMENT;
            while (parser.nextToken() != null) {
                JsonLocation first = parser.currentTokenLocation();
                int startOfThis = start + (int) first.getByteOffset();
                if (endOfPrevious != NO_DOCUMENT && !hasNewline(text, endOfPrevious, startOfThis)) {
                    return false;
                }
                documents.readDocument();
                JsonLocation last = parser.currentLocation();
                // The parser takes a lone carriage return for the end of a line too: that costs a second reading only.
                if (!violations.isEmpty() || last.getLineNr() != first.getLineNr()) {
                    return false;
                }
                endOfPrevious = start + (int) last.getByteOffset();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasNewline(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    private void readOne(byte[] text, int start, int end, String complaintOfMore, String advice) throws OverBudget {
        int endOfWellFormed = Utf8.endOfWellFormed(text, start, end);
        try (JsonParser parser = Json.parser(text, start, endOfWellFormed)) {
            try {
                if (parser.nextToken() == null) {
                    noteBrokenText(parser, endOfWellFormed < end);
                    return;
                }
                new DocumentScanner(parser, this, text, start).readDocument();
                if (parser.nextToken() != null) {
                    violations.add(JsonPointer.empty(), complaintOfMore + ", at " + position(parser) + "." + advice);
                } else {
                    noteBrokenText(parser, endOfWellFormed < end);
                }
            } catch (StreamConstraintsException e) {
                violations.add(
                        parser.getParsingContext().pathAsPointer(),
                        "Beyond a limit at " + position(parser) + ": at most " + Json.MAX_DEPTH + " levels, names of "
                                + Json.MAX_NAME_CHARS + " and numbers of " + Json.MAX_NUMBER_CHARS + " characters.");
                breakOff();
            } catch (IOException e) {
                // Its message quotes the body.
                noteBrokenText(parser, true);
                breakOff();
            }
        } catch (IOException e) {
            throw new AssertionError("Closing a parser over bytes in memory does no I/O", e);
        }
    }

    private void noteBrokenText(JsonParser parser, boolean isBroken) {
        if (isBroken) {
            violations.add(
                    parser.getParsingContext().pathAsPointer(), "Not valid JSON in UTF-8 at " + position(parser) + ".");
        }
    }

    private void breakOff() {
        names.reset();
        rows.sawRecord();
    }

    private String position(JsonParser parser) {
        JsonLocation location = parser.currentLocation();
        if (isByLine) {
            return "column " + (location.getByteOffset() + 1);
        }
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** All of the body has been read. */
    DecodedBody finish() throws Undecodable {
        if (!violations.isEmpty()) {
            throw new Undecodable(violations.list());
        }
        if (rows.size() == 0) {
            rows.drop();
        }
        held.giveBack(names.grownBytes());
        held.settle();
        return new DecodedBody(rows.from(0), held.heldBytes());
    }
}
