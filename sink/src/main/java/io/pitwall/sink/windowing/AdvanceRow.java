package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.Advance.Step;
import io.pitwall.sink.windowing.keyed.RowFormats;
import java.nio.ByteBuffer;

/**
 * Where an {@link Advance} stands, as one row of the state.
 *
 * <pre>
 * key    04
 * value  version (1) | idle time, ms (8) | step (1) | idle, 0 or 1 (1) | from, ms (8) | edge (8) | bound (8)
 * </pre>
 *
 * @param idleMs how far all advances without rows have come, together
 * @param step {@link Step#NOTHING} where none is under way
 * @param isIdle whether the one under way came without a row
 * @param fromMs where it began
 * @param edge where it stands, in the terms of whoever closes
 * @param bound the keys from here on have been visited there
 */
record AdvanceRow(long idleMs, Step step, boolean isIdle, long fromMs, long edge, long bound) {

    /** Says nothing, so that there need not be a row. */
    static final AdvanceRow NONE = new AdvanceRow(0, Step.NOTHING, false, 0, 0, 0);

    private static final int BYTES = 3 + 4 * Long.BYTES;

    static byte[] key() {
        return new byte[] {RowFormats.ADVANCE};
    }

    static boolean isKey(byte[] rowKey) {
        return rowKey[0] == RowFormats.ADVANCE;
    }

    /** One that has come to its end. */
    static AdvanceRow over(long idleMs) {
        return new AdvanceRow(idleMs, Step.NOTHING, false, 0, 0, 0);
    }

    boolean isUnderWay() {
        return step != Step.NOTHING;
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .put(RowFormats.ADVANCE_VERSION)
                .putLong(idleMs)
                .put(step.number)
                .put((byte) (isIdle ? 1 : 0))
                .putLong(fromMs)
                .putLong(edge)
                .putLong(bound)
                .array();
    }

    static AdvanceRow fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != RowFormats.ADVANCE_VERSION) {
            throw new IllegalStateException("expected a row about stream time of format version "
                    + RowFormats.ADVANCE_VERSION + ", found version " + version
                    + "; run the release that wrote it, or reset the connector's state");
        }
        return new AdvanceRow(
                in.getLong(), Step.numbered(in.get()), in.get() != 0, in.getLong(), in.getLong(), in.getLong());
    }
}
