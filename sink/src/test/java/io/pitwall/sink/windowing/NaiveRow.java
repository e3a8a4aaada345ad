package io.pitwall.sink.windowing;

import org.jspecify.annotations.Nullable;

/**
 * A row of the oracle.
 *
 * @param arrival its number among all rows, in the order in which they come
 * @param x       a number, null, or a text that no sum takes
 */
record NaiveRow(int arrival, String key, long timeMs, @Nullable Object x) {}
