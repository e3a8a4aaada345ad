package io.pitwall.sink.windowing.keyed;

import java.nio.ByteBuffer;

/**
 * What is known of a key outside the heap.
 *
 * <pre>
 * slots (8) | has facts, 0 or 1 (1) | has open windows, 0 or 1 (1) | due to close, ms (8) | due to end, ms (8)
 *           | round of updates (4) | changed slices, from (8) | to (8)
 * </pre>
 *
 * @param slots       bits of the state row slots that are persisted
 * @param closesAtMs  when it is due for {@link Reason#CLOSING}
 * @param endsAtMs    when it is due for {@link Reason#LIFETIME}
 * @param updateRound number of the round of updates that is to give out the changed slices; {@link #NO_ROUND} for none
 */
record ColdKey(
        long slots,
        boolean hasFacts,
        boolean hasOpenWindows,
        long closesAtMs,
        long endsAtMs,
        int updateRound,
        long changedFrom,
        long changedTo) {

    static final int NO_ROUND = 0;

    private static final int BYTES = 46;

    static ColdKey of(KeyState state, KeyWatch watch) {
        KeyFacts facts = state.knownFacts();
        return new ColdKey(
                state.persistedSlots(),
                facts != null && facts.isPersisted(),
                watch.hasOpenWindows(state),
                watch.dueMs(Reason.CLOSING, state),
                watch.dueMs(Reason.LIFETIME, state),
                facts == null || !facts.hasChanges() ? NO_ROUND : facts.updateRound(),
                facts == null ? 0 : facts.changedFrom(),
                facts == null ? 0 : facts.changedTo());
    }

    long dueMs(Reason reason) {
        return switch (reason) {
            case CLOSING -> closesAtMs;
            case LIFETIME -> endsAtMs;
        };
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(slots)
                .put((byte) (hasFacts ? 1 : 0))
                .put((byte) (hasOpenWindows ? 1 : 0))
                .putLong(closesAtMs)
                .putLong(endsAtMs)
                .putInt(updateRound)
                .putLong(changedFrom)
                .putLong(changedTo)
                .array();
    }

    static ColdKey fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new ColdKey(
                in.getLong(),
                in.get() != 0,
                in.get() != 0,
                in.getLong(),
                in.getLong(),
                in.getInt(),
                in.getLong(),
                in.getLong());
    }
}
