/** Kafka records as keyed, timed rows. */
@NullMarked
package io.pitwall.sink.input;

import org.jspecify.annotations.NullMarked;
