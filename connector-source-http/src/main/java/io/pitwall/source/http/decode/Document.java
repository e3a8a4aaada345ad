package io.pitwall.source.http.decode;

import org.jspecify.annotations.Nullable;

/**
 * What the rows of one JSON value share: the text they are slices of, and what they get from around them. Complete once
 * its value is read to the end, for the envelope may follow the records.
 */
final class Document {

    private final byte[] text;
    private final ValueFormat valueFormat;

    private Inherited inherited = Inherited.NOTHING;
    private @Nullable String key;
    private @Nullable String scope;
    private @Nullable String id;
    private @Nullable MessageId messageId;

    Document(byte[] text, ValueFormat valueFormat) {
        this.text = text;
        this.valueFormat = valueFormat;
    }

    /** The texts are for the rows that have none of their own. */
    void complete(Inherited inherited, @Nullable String key, @Nullable String scope, @Nullable String id) {
        this.inherited = inherited;
        this.key = key;
        this.scope = scope;
        this.id = id;
        this.messageId = id == null ? null : messageId(null, id);
    }

    /** The message of a row, of which it may have the scope, the id or both of its own. */
    @Nullable
    MessageId messageId(@Nullable String ownScope, @Nullable String ownId) {
        if (ownScope == null && ownId == null) {
            return messageId;
        }
        String rowsId = ownId == null ? id : ownId;
        String rowsScope = ownScope == null ? scope : ownScope;
        return rowsId == null ? null : new MessageId(rowsScope == null ? "" : rowsScope, rowsId);
    }

    byte[] text() {
        return text;
    }

    ValueFormat valueFormat() {
        return valueFormat;
    }

    Inherited inherited() {
        return inherited;
    }

    @Nullable
    String key() {
        return key;
    }
}
