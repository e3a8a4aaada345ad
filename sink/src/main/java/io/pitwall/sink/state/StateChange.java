package io.pitwall.sink.state;

import org.jspecify.annotations.Nullable;

/**
 * A state row's new content, whole; a null value removes the row. The arrays are the receiver's to keep.
 *
 * <p>The first byte of a key says whose it is: 0 is this package's, 1 and above belong to the windows.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: rows go from one log to another
public record StateChange(byte[] key, byte @Nullable [] value) {}
