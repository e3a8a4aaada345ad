package io.pitwall.sink.windowing.keyed;

/** Which kinds of state rows there are, by the first byte of their keys, and in which format version each is written. */
public final class RowFormats {

    /** How far an advance of stream time has come: one row of the shard, of no key. */
    public static final byte ADVANCE = 4;

    public static final byte ADVANCE_VERSION = 1;

    private static final int NO_SUCH_KIND = -1;

    private RowFormats() {}

    /** The first byte of every value of this kind; negative for a kind that there is not. */
    public static int version(byte kind) {
        return switch (kind) {
            case StateRows.SLICES -> StateRows.VERSION;
            case StateRows.FACTS -> FactsRow.VERSION;
            case ADVANCE -> ADVANCE_VERSION;
            default -> NO_SUCH_KIND;
        };
    }
}
