package io.pitwall.sink.state;

/** Which kinds of window rows there are, and in which format version each is written. */
@FunctionalInterface
public interface RowVersions {

    int UNKNOWN_KIND = -1;

    /**
     * The version that the first byte of a row's value must have; {@link #UNKNOWN_KIND} for a kind that there is not.
     *
     * @param kind the first byte of the row's key, at least 1
     */
    int of(byte kind);
}
