/**
 * The life of a shard: one input partition, restored, run and given up. Everything here but {@link
 * io.pitwall.sink.shard.Restore} and the probe runs on the task's thread, driven by {@code put}.
 */
@NullMarked
package io.pitwall.sink.shard;

import org.jspecify.annotations.NullMarked;
