package io.pitwall.source.http.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pitwall.source.http.decode.RefusedBodyException.OverBudget;
import io.pitwall.source.http.decode.Row.OwnTexts;
import io.pitwall.source.http.decode.WantedFields.Wanted;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Notes where each record of a document stands in the text, what it says about its key and its message, and what it
 * inherits from around it. The nearest place that has a field wins: record before envelope before request.
 */
final class RecordScanner {

    /** Longer texts than a row's share pays for are accounted for by themselves. */
    private static final int SHORT_TEXT_CHARS = 32;

    private final JsonParser parser;
    private final BodyScan scan;
    private final ValueScanner values;
    private final WantedFields wanted;
    private final IdentityCheck identity;
    private final byte[] text;
    private final int textStart;

    private final WantedTexts around = new WantedTexts();
    private final WantedTexts own = new WantedTexts();

    private @Nullable Document document;
    private Inherited.@Nullable Builder envelope;
    private int firstRow;
    private @Nullable BitSet hidden;
    private @Nullable BitSet hiddenByPrevious;
    private OwnTexts ownByPrevious = OwnTexts.NONE;

    RecordScanner(JsonParser parser, BodyScan scan, ValueScanner values, byte[] text, int textStart) {
        this.parser = parser;
        this.scan = scan;
        this.values = values;
        this.wanted = scan.wanted();
        this.identity = new IdentityCheck(scan.settings(), scan.violations());
        this.text = text;
        this.textStart = textStart;
    }

    void begin() {
        // Documents that are their own records have no envelope: one stands for all of a text.
        if (document == null || !scan.settings().recordsPointer().matches()) {
            document = new Document(text, scan.settings().valueFormat());
            ownByPrevious = OwnTexts.NONE;
            hiddenByPrevious = null;
        }
        envelope = null;
        firstRow = scan.rows().size();
        around.clear();
        wanted.takeColumns(around);
    }

    /** Reads the value on whose first token the parser stands, of a field beside the records. */
    void readEnvelopeField(String name, long nameStart) throws IOException, OverBudget {
        Wanted field = wanted.find(name);
        if (field != null) {
            payForText();
            around.read(field, parser);
        }
        values.skip();
        if (field != null && field.isEnvelope()) {
            parser.finishToken();
            long end = parser.currentLocation().getByteOffset();
            scan.rows().holdText(end - nameStart + 1);
            envelope = envelope == null ? new Inherited.Builder() : envelope;
            envelope.add(field.inheritedIndex(), text, textStart + (int) nameStart, textStart + (int) end);
        }
    }

    /** Reads the object on whose first token the parser stands. */
    void readRecord() throws IOException, OverBudget {
        if (document == null) {
            throw new IllegalStateException("A record outside a document");
        }
        scan.rows().makeRoom();
        int start = textStart + (int) parser.currentTokenLocation().getByteOffset();
        own.clear();
        hidden = null;
        scan.names().openObject();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            values.enterField();
            Wanted field = wanted.find(parser.currentName());
            parser.nextToken();
            if (field != null) {
                readOwn(field);
            }
            values.skip();
        }
        scan.names().closeObject();
        identity.checkOwn(own);
        int end = textStart + (int) parser.currentLocation().getByteOffset();
        scan.rows().add(new Row(document, scan.rows().recordsSeen(), start, end, sharedHidden(), sharedOwn()));
    }

    private void readOwn(Wanted field) throws IOException, OverBudget {
        payForText();
        own.read(field, parser);
        if (field.isInherited()) {
            hidden = hidden == null ? new BitSet() : hidden;
            hidden.set(field.inheritedIndex());
        }
    }

    private void payForText() throws IOException, OverBudget {
        if (parser.currentToken() == JsonToken.VALUE_STRING && parser.getTextLength() > SHORT_TEXT_CHARS) {
            scan.rows().holdText((long) Character.BYTES * parser.getTextLength());
        }
    }

    private @Nullable BitSet sharedHidden() {
        if (hidden == null || !hidden.equals(hiddenByPrevious)) {
            hiddenByPrevious = hidden;
        }
        return hiddenByPrevious;
    }

    private OwnTexts sharedOwn() {
        boolean hasKey = !own.key().isMissing();
        if (!hasKey && own.scope().isMissing() && own.id().isMissing()) {
            return OwnTexts.NONE;
        }
        OwnTexts texts = new OwnTexts(
                hasKey, own.key().text(), own.scope().textIfThere(), own.id().textIfThere());
        if (!texts.equals(ownByPrevious)) {
            ownByPrevious = texts;
        }
        return ownByPrevious;
    }

    /** The document has been read to its end: tells its rows what they inherit, and checks that nothing is missing. */
    void complete() {
        Inherited inherited = envelope == null
                ? wanted.columnsAlone()
                : envelope.addColumns(wanted).build();
        if (document != null) {
            document.complete(
                    inherited,
                    around.key().text(),
                    around.scope().text(),
                    around.id().text());
        }
        for (Row row : scan.rows().from(firstRow)) {
            scan.violations().atRecord(row.index());
            identity.checkInherited(row.own(), around);
        }
        scan.violations().atRecord(scan.rows().recordsSeen());
    }
}
