package io.pitwall.sink.windowing.keyed;

/** Which kinds of state rows there are, by the first byte of their keys, and in which format version each is written. */
public final class RowFormats {

    private static final int NO_SUCH_KIND = -1;

    private RowFormats() {}

    /** The first byte of every value of this kind; negative for a kind that there is not. */
    public static int version(byte kind) {
        return switch (kind) {
            case StateRows.SLICES, StateRows.FACTS -> StateRows.VERSION;
            default -> NO_SUCH_KIND;
        };
    }
}
