package io.pitwall.sink.state;

import java.nio.file.Path;

/**
 * State caches in RocksDB.
 *
 * @param memoryBytes {@code state.memory.bytes}; the first to open one in this JVM decides for all
 */
record RocksCaches(long memoryBytes) implements StateCaches {

    /** Fails, too, where the native library does not load. */
    @Override
    public void prepare(Path directory) {
        var unused = RocksMemory.shared(memoryBytes);
        StateDirectory.requireSpace(directory);
    }

    @Override
    public StateCache open(Path directory) {
        return LocalStore.open(directory, RocksMemory.shared(memoryBytes));
    }

    @Override
    public StateCache openEmpty(Path directory) {
        StateDirectory.discard(directory);
        return open(directory);
    }
}
