@NullMarked
package io.pitwall.sink.shard;

import org.jspecify.annotations.NullMarked;
