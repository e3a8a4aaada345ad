package io.pitwall.sink.state;

import java.nio.file.Path;

/**
 * Where a worker caches state.
 *
 * @param directory {@code state.dir}
 * @param memory what the shards of the worker may take of its heap
 */
public record LocalState(Path directory, StateCaches caches, StateMemory memory) {

    /** @param memoryBytes {@code state.memory.bytes}, for all shards of the worker together */
    public LocalState(Path directory, long memoryBytes) {
        this(directory, new RocksCaches(memoryBytes), StateMemory.shared(memoryBytes));
    }

    /** How many state directories this JVM has found damaged, and moved aside. */
    public static long damagedDirectories() {
        return StateDirectory.damagedCount();
    }
}
