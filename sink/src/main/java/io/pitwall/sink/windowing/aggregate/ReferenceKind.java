package io.pitwall.sink.windowing.aggregate;

import java.nio.charset.StandardCharsets;

/** A kind of object that an aggregate keeps in a slice: how it is copied, and how it is persisted. */
public interface ReferenceKind {

    /** A text; immutable, persisted as UTF-8. */
    ReferenceKind TEXT = new ReferenceKind() {
        @Override
        public Object copy(Object value) {
            return value;
        }

        @Override
        public byte[] toBytes(Object value) {
            return ((String) value).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object fromBytes(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    };

    /** An object that changes apart from the original; the original itself if it never changes. */
    Object copy(Object value);

    byte[] toBytes(Object value);

    /** What {@link #toBytes} made bytes of. The bytes are not kept. */
    Object fromBytes(byte[] bytes);
}
