package io.pitwall.sink.shard;

/**
 * What a shard has in memory.
 *
 * @param heapBytes an estimate of what its state takes on the heap
 * @param hotKeys keys in the heap
 * @param coldKeys keys in the local state alone
 * @param evictions how often a key has left the heap, since the shard was opened here
 */
public record ShardMemory(long heapBytes, long hotKeys, long coldKeys, long evictions) {}
