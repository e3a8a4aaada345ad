package io.pitwall.sink.state;

/** What RocksDB has in memory, for tests outside of its package. */
public final class RocksUse {

    private RocksUse() {}

    /** Blocks and write buffers of all stores of this JVM. */
    public static long bytes(long stateMemoryBytes) {
        return RocksMemory.shared(stateMemoryBytes).usedBytes();
    }
}
