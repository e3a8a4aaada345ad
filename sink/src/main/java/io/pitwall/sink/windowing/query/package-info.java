/**
 * What to compute per window: the text of a query compiled into arguments, aggregates and expressions over them. Pure.
 *
 * <p>Main path: {@link io.pitwall.sink.windowing.query.QueryCompiler#compile}.
 */
@NullMarked
package io.pitwall.sink.windowing.query;

import org.jspecify.annotations.NullMarked;
