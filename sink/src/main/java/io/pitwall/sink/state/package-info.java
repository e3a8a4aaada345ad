/**
 * What a shard keeps beyond the life of its task: the changelog, which is the truth, and a RocksDB directory, which is a
 * cache of it.
 */
@NullMarked
package io.pitwall.sink.state;

import org.jspecify.annotations.NullMarked;
