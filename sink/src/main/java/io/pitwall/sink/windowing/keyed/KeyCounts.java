package io.pitwall.sink.windowing.keyed;

/**
 * Where the live keys of a shard are.
 *
 * @param hot       in the heap
 * @param cold      not in the heap
 * @param evictions how often a key has left the heap, since the shard was opened
 */
public record KeyCounts(int hot, int cold, long evictions) {}
