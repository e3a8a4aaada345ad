package io.pitwall.sink.state;

import java.util.Optional;

/** What the bytes of a changelog record mean. */
public final class ChangelogBytes {

    private ChangelogBytes() {}

    /** The marker, if the record is one. */
    public static Optional<Marker> marker(byte[] key, byte[] value) {
        return Marker.isKey(key) ? Optional.of(Marker.fromBytes(value)) : Optional.empty();
    }

    /** Whether the record tells how far an advance of stream time has come that is not complete. */
    public static boolean isAdvanceRow(byte[] key) {
        return key[0] == 4;
    }

    /** Whether the record is part of a window's state; the others stay for good. */
    public static boolean isWindowRow(byte[] key) {
        return key[0] != 0;
    }
}
