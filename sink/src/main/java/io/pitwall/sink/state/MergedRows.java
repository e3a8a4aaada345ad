package io.pitwall.sink.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;

/**
 * The rows behind several prefixes, in order of what follows the prefix: so rows that differ in nothing else come together,
 * those of an earlier prefix first.
 */
final class MergedRows implements AutoCloseable {

    private final List<Source> sources = new ArrayList<>();
    private final PriorityQueue<Source> next =
            new PriorityQueue<>(Comparator.<Source>naturalOrder().thenComparing(source -> source.number));

    /** The rows behind one prefix. */
    private static final class Source implements Comparable<Source> {
        private final int number;
        private final byte[] prefix;
        private final RowCursor cursor;
        private byte[] key = {};

        Source(int number, byte[] prefix, RowCursor cursor) {
            this.number = number;
            this.prefix = prefix;
            this.cursor = cursor;
        }

        /** Whether the cursor is at a row behind the prefix. */
        boolean read() {
            if (!cursor.isAtRow()) {
                return false;
            }
            key = cursor.key();
            return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
        }

        @Override
        public int compareTo(Source other) {
            return Arrays.compareUnsigned(
                    key, prefix.length, key.length, other.key, other.prefix.length, other.key.length);
        }
    }

    private MergedRows() {}

    static void forEach(StateCache cache, List<byte[]> prefixes, BiConsumer<byte[], byte[]> rows) {
        try (MergedRows merged = new MergedRows()) {
            for (byte[] prefix : prefixes) {
                merged.add(prefix, cache.cursor(prefix));
            }
            merged.forEach(rows);
        }
    }

    private void add(byte[] prefix, RowCursor cursor) {
        Source source = new Source(sources.size(), prefix, cursor);
        sources.add(source);
        if (source.read()) {
            next.add(source);
        }
    }

    private void forEach(BiConsumer<byte[], byte[]> rows) {
        for (Source source = next.poll(); source != null; source = next.poll()) {
            rows.accept(source.key, source.cursor.value());
            source.cursor.next();
            if (source.read()) {
                next.add(source);
            }
        }
    }

    @Override
    public void close() {
        sources.forEach(source -> source.cursor.close());
    }
}
