package io.pitwall.sink.windowing.aggregate;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** A kind of object that an aggregate keeps in a slice: how it is copied, and how it is persisted. */
public interface ReferenceKind {

    /** A text; immutable, persisted as UTF-8. */
    ReferenceKind TEXT = of(
            String.class,
            UnaryOperator.identity(),
            text -> text.getBytes(StandardCharsets.UTF_8),
            bytes -> new String(bytes, StandardCharsets.UTF_8),
            text -> 48 + 2L * text.length());

    /** An object that changes apart from the original; the original itself if it never changes. */
    Object copy(Object value);

    byte[] toBytes(Object value);

    /** What {@link #toBytes} made bytes of. The bytes are not kept. */
    Object fromBytes(byte[] bytes);

    /** An estimate of what the object takes on the heap, all of it; asked twice per row. */
    long heapBytes(Object value);

    /** The kind of all objects of a class. */
    static <T> ReferenceKind of(
            Class<T> type,
            UnaryOperator<T> copy,
            Function<T, byte[]> toBytes,
            Function<byte[], T> fromBytes,
            ToLongFunction<T> heapBytes) {
        return new ReferenceKind() {
            @Override
            public Object copy(Object value) {
                return copy.apply(type.cast(value));
            }

            @Override
            public byte[] toBytes(Object value) {
                return toBytes.apply(type.cast(value));
            }

            @Override
            public Object fromBytes(byte[] bytes) {
                return fromBytes.apply(bytes);
            }

            @Override
            public long heapBytes(Object value) {
                return heapBytes.applyAsLong(type.cast(value));
            }
        };
    }
}
