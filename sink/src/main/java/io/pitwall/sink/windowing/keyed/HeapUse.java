package io.pitwall.sink.windowing.keyed;

/** How many bytes of the heap the keys of a shard take: an estimate, kept as they come, grow and go. */
final class HeapUse {

    private long bytes;

    void add(long more) {
        bytes += more;
    }

    void subtract(long less) {
        bytes -= less;
    }

    long bytes() {
        return bytes;
    }
}
