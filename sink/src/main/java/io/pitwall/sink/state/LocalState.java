package io.pitwall.sink.state;

import java.nio.file.Path;

/**
 * Where a worker caches state.
 *
 * @param directory {@code state.dir}
 */
public record LocalState(Path directory, StateCaches caches) {

    /** @param memoryBytes {@code state.memory.bytes}, for all shards of the worker together */
    public LocalState(Path directory, long memoryBytes) {
        this(directory, new RocksCaches(memoryBytes));
    }

    /** How many state directories this JVM has found damaged, and moved aside. */
    public static long damagedDirectories() {
        return StateDirectory.damagedCount();
    }
}
