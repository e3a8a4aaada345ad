package io.pitwall.sink.windowing.keyed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The index in {@link ColdRows}: writes in batches, and reads what was written. */
final class ColdIndex {

    private static final int BATCH = 512;

    private static final byte[] NOTHING = {};

    private final ColdRows rows;
    private final List<ColdRows.Entry> unwritten = new ArrayList<>();

    ColdIndex(ColdRows rows) {
        this.rows = rows;
    }

    void put(byte[] entryKey) {
        put(entryKey, NOTHING);
    }

    void put(byte[] entryKey, byte[] value) {
        write(new ColdRows.Entry(entryKey, value));
    }

    void remove(byte[] entryKey) {
        write(new ColdRows.Entry(entryKey, null));
    }

    private void write(ColdRows.Entry entry) {
        unwritten.add(entry);
        if (unwritten.size() >= BATCH) {
            flush();
        }
    }

    void flush() {
        if (!unwritten.isEmpty()) {
            rows.write(List.copyOf(unwritten));
            unwritten.clear();
        }
    }

    byte @Nullable [] get(byte[] entryKey) {
        flush();
        return rows.get(entryKey);
    }

    void scan(byte[] fromKey, ColdRows.Visitor visitor) {
        flush();
        rows.scan(fromKey, visitor);
    }

    /** What follows a number of bytes. */
    static byte[] after(int bytes, byte[] entryKey) {
        return Arrays.copyOfRange(entryKey, bytes, entryKey.length);
    }
}
