package io.pitwall.sink.state;

import java.nio.file.Path;

/**
 * Where a worker caches state.
 *
 * @param directory {@code state.dir}
 * @param memoryBytes {@code state.memory.bytes}, for all shards of the worker together
 */
public record LocalState(Path directory, long memoryBytes) {}
