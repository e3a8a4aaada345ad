package io.pitwall.sink.shard;

/**
 * How late a row was.
 *
 * @param lateByMs how far stream time was past the close of the last window {@code [windowStartMs, windowEndMs)} that the
 *     row would have entered
 */
public record Lateness(long lateByMs, long windowStartMs, long windowEndMs) {}
