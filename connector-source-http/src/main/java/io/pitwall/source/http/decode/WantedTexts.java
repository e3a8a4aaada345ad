package io.pitwall.source.http.decode;

import com.fasterxml.jackson.core.JsonParser;
import io.pitwall.source.http.decode.WantedFields.Wanted;
import java.io.IOException;

/** What one place, a record or what is around it, says about the key and the message of its records. */
final class WantedTexts {

    private FieldText key = FieldText.MISSING;
    private FieldText scope = FieldText.MISSING;
    private FieldText id = FieldText.MISSING;

    FieldText key() {
        return key;
    }

    FieldText scope() {
        return scope;
    }

    FieldText id() {
        return id;
    }

    /** Takes the value whose first token the parser stands on. */
    void read(Wanted field, JsonParser parser) throws IOException {
        if (field.isKey()) {
            key = FieldText.key(parser);
        }
        if (field.isScope()) {
            scope = FieldText.scope(parser);
        }
        if (field.isId()) {
            id = FieldText.id(parser);
        }
    }

    void take(Wanted field, String text) {
        FieldText taken = FieldText.ofText(text);
        if (field.isKey()) {
            key = taken;
        }
        if (field.isScope()) {
            scope = taken;
        }
        if (field.isId()) {
            id = text.isEmpty() ? FieldText.EMPTY : taken;
        }
    }

    void clear() {
        key = FieldText.MISSING;
        scope = FieldText.MISSING;
        id = FieldText.MISSING;
    }
}
