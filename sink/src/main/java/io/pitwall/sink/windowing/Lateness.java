package io.pitwall.sink.windowing;

/**
 * How late a row was.
 *
 * @param lateByMs      how far the clock was past the closing of the last window that holds the row's time; at least 0
 * @param windowStartMs start of that window
 * @param windowEndMs   its end
 */
public record Lateness(long lateByMs, long windowStartMs, long windowEndMs) {}
