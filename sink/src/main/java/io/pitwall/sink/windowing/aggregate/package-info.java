/** Aggregates as mergeable accumulators over flat arrays. */
@NullMarked
package io.pitwall.sink.windowing.aggregate;

import org.jspecify.annotations.NullMarked;
