/**
 * The window engine: rows in, window results and state changes out. Pure: no Kafka, clock, thread, logger or I/O.
 *
 * <p>Main path: {@link io.pitwall.sink.windowing.WindowEngine#add}.
 */
@NullMarked
package io.pitwall.sink.windowing;

import org.jspecify.annotations.NullMarked;
