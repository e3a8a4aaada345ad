package io.pitwall.source.http.decode;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields that the records of one document get from around them, as text to be put in before a record's last brace.
 *
 * <pre>
 *   ,"deviceId":"bike-7","sessionId":"s1"
 *   └──── field 0 ─────┘└──── field 1 ──┘
 * </pre>
 */
final class Inherited {

    static final Inherited NOTHING = new Inherited(new byte[0], List.of());

    /** One field, at {@code [start, end)} of the text. */
    private record Part(int field, int start, int end) {}

    private final byte[] text;
    private final List<Part> parts;

    private Inherited(byte[] text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /** What it holds in the heap. */
    int heldBytes() {
        return text.length;
    }

    /** @param hidden the fields that the record has itself; null: none */
    int length(@Nullable BitSet hidden) {
        if (hidden == null) {
            return text.length;
        }
        int length = 0;
        for (Part part : parts) {
            length += hidden.get(part.field()) ? 0 : part.end() - part.start();
        }
        return length;
    }

    void copyTo(byte[] target, int offset, @Nullable BitSet hidden) {
        if (hidden == null) {
            System.arraycopy(text, 0, target, offset, text.length);
            return;
        }
        int at = offset;
        for (Part part : parts) {
            if (!hidden.get(part.field())) {
                int length = part.end() - part.start();
                System.arraycopy(text, part.start(), target, at, length);
                at += length;
            }
        }
    }

    /** Collects the fields of one document: first those of the envelope, in the order they are sent in, then the request's. */
    static final class Builder {

        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private final List<Part> parts = new ArrayList<>();
        private final BitSet fields = new BitSet();

        /** @param body has {@code "name": value} at {@code [start, end)} */
        void add(int field, byte[] body, int start, int end) {
            int partStart = text.size();
            text.write(',');
            text.write(body, start, end - start);
            parts.add(new Part(field, partStart, text.size()));
            fields.set(field);
        }

        /** The envelope is the more specific: its fields hide the request's. */
        Builder addColumns(WantedFields wanted) {
            for (RequestColumn column : wanted.columns()) {
                WantedFields.Wanted field = wanted.find(column.name());
                if (field != null && !fields.get(field.inheritedIndex())) {
                    byte[] json = ("\"" + quoted(column.name()) + "\":\"" + quoted(column.value()) + "\"")
                            .getBytes(StandardCharsets.UTF_8);
                    add(field.inheritedIndex(), json, 0, json.length);
                }
            }
            return this;
        }

        private static String quoted(String value) {
            return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value));
        }

        Inherited build() {
            return parts.isEmpty() ? NOTHING : new Inherited(text.toByteArray(), List.copyOf(parts));
        }
    }
}
