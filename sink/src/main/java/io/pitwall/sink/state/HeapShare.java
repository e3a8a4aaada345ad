package io.pitwall.sink.state;

/** What one shard has, and may have, of the {@link StateMemory}. For one thread at a time. */
public final class HeapShare implements AutoCloseable {

    private final StateMemory memory;
    private long usedBytes;

    HeapShare(StateMemory memory) {
        this.memory = memory;
    }

    /** Says how much is in use now, and returns how much may be until the next look. */
    public long report(long bytes) {
        long before = usedBytes;
        usedBytes = bytes;
        return memory.exchange(this, before, bytes);
    }

    @Override
    public void close() {
        memory.giveBack(this, usedBytes);
    }
}
