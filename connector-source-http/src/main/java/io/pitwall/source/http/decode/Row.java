package io.pitwall.source.http.decode;

import io.pitwall.source.http.decode.json.ValueReader;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One record to be, kept as a slice of the text it arrived in. Immutable once its body is decoded. */
public final class Row {

    private final Document document;
    private final int index;
    /** {@code [start, end)} of the document's text, both braces included. */
    private final int start;

    private final int end;
    private final @Nullable BitSet hidden;
    private final OwnTexts own;

    /**
     * The texts that a row has of its own. Rows without any share {@link #NONE}.
     *
     * @param hasKey also where the key field is there and null: the row then has no key
     */
    record OwnTexts(boolean hasKey, @Nullable String key, @Nullable String scope, @Nullable String id) {

        static final OwnTexts NONE = new OwnTexts(false, null, null, null);
    }

    /** @param hidden the fields it has itself and therefore does not inherit; null: none */
    Row(Document document, int index, int start, int end, @Nullable BitSet hidden, OwnTexts own) {
        this.document = document;
        this.index = index;
        this.start = start;
        this.end = end;
        this.hidden = hidden;
        this.own = own;
    }

    /** Zero-based position among the records of the body. */
    int index() {
        return index;
    }

    OwnTexts own() {
        return own;
    }

    /** Null where no key field is configured, or the row has none. */
    public @Nullable String key() {
        return own.hasKey() ? own.key() : document.key();
    }

    /** Empty where messages are not told apart. */
    public Optional<MessageId> messageId() {
        return Optional.ofNullable(document.messageId(own.scope(), own.id()));
    }

    /** Built anew at each call: a {@code Map} or a {@code byte[]}, by the {@link ValueFormat}. */
    public Object value() {
        return switch (document.valueFormat()) {
            case JSON -> json();
            case OBJECT -> object();
        };
    }

    private Object object() {
        if (document.inherited().length(hidden) == 0) {
            return ValueReader.readObject(document.text(), start, end);
        }
        byte[] json = json();
        return ValueReader.readObject(json, 0, json.length);
    }

    /** As it was sent, white space included, with what it inherits before the last brace. */
    private byte[] json() {
        int inheritedLength = document.inherited().length(hidden);
        if (inheritedLength == 0) {
            return Arrays.copyOfRange(document.text(), start, end);
        }
        int ownLength = end - start - 1;
        // What is inherited begins with a comma, which an object without fields of its own has no use for.
        int leftOut = hasFields() ? 0 : 1;
        byte[] json = new byte[ownLength - leftOut + inheritedLength + 1];
        document.inherited().copyTo(json, ownLength - leftOut, hidden);
        System.arraycopy(document.text(), start, json, 0, ownLength);
        json[json.length - 1] = '}';
        return json;
    }

    private boolean hasFields() {
        byte[] text = document.text();
        int last = end - 2;
        while (text[last] == ' ' || text[last] == '\t' || text[last] == '\n' || text[last] == '\r') {
            last--;
        }
        return last > start;
    }
}
