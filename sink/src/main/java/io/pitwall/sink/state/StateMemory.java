package io.pitwall.sink.state;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a worker for state, shared by all its shards: what of it is the heap's. Every shard is sure of an equal part,
 * and may take of the others' what they do not need; it gives that back when it next looks, which it does several times a
 * second. Safe for use by several threads.
 */
public final class StateMemory {

    /** Most of the memory is the heap's, where windows live; RocksDB keeps what is written, and what was read lately. */
    private static final int ROCKS_PART = 4;

    private static final long MIN_ROCKS_BYTES = 8L << 20;

    private static @Nullable StateMemory shared;

    private final long heapBytes;
    private final Set<HeapShare> shares = new HashSet<>();
    private long usedBytes;

    /** @param heapBytes for all shards together */
    StateMemory(long heapBytes) {
        this.heapBytes = heapBytes;
    }

    /** The memory of this JVM, sized by whoever asks first. */
    static synchronized StateMemory shared(long stateMemoryBytes) {
        StateMemory memory = shared;
        if (memory == null) {
            memory = new StateMemory(stateMemoryBytes - bytesForRocks(stateMemoryBytes));
            shared = memory;
        }
        return memory;
    }

    /** What RocksDB gets of {@code state.memory.bytes}, for its cache and write buffers. */
    static long bytesForRocks(long stateMemoryBytes) {
        return Math.max(MIN_ROCKS_BYTES, stateMemoryBytes / ROCKS_PART);
    }

    synchronized HeapShare newShare() {
        HeapShare share = new HeapShare(this);
        shares.add(share);
        return share;
    }

    /** Takes note of what a share has in use, instead of what it had, and returns how much it may. */
    synchronized long exchange(HeapShare share, long hadBytes, long hasBytes) {
        if (!shares.contains(share)) {
            return heapBytes;
        }
        usedBytes += hasBytes - hadBytes;
        long equalPart = heapBytes / shares.size();
        return Math.max(equalPart, hasBytes + (heapBytes - usedBytes) / shares.size());
    }

    synchronized void giveBack(HeapShare share, long hadBytes) {
        if (shares.remove(share)) {
            usedBytes -= hadBytes;
        }
    }
}
