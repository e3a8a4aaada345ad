package io.pitwall.sink.windowing.keyed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows outside the heap, in unsigned order of their keys: the state rows as of the last commit, and beside them an index of the
 * keys that are in no heap. Nobody reads the index but the {@link KeyStore} that wrote it.
 */
public interface ColdRows {

    /** The first byte of the keys of the index; those of state rows are less. */
    byte INDEX = 64;

    byte @Nullable [] get(byte[] rowKey);

    /** Writes to the index. */
    void write(List<Entry> entries);

    /** Visits what follows a key, itself included, in order, for as long as the visitor wants. */
    void scan(byte[] fromKey, Visitor visitor);

    /** Visits one entry after the other. */
    interface Visitor {
        /** @return whether to go on */
        boolean visit(byte[] rowKey, byte[] value);
    }

    /** An entry of the index; a null value removes it. The arrays are the receiver's to keep. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(byte[] key, byte @Nullable [] value) {}
}
