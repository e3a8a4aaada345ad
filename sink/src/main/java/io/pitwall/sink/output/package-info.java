/** Windows, alerts and late rows as Kafka records. */
@NullMarked
package io.pitwall.sink.output;

import org.jspecify.annotations.NullMarked;
