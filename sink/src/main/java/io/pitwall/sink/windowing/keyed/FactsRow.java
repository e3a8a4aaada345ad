package io.pitwall.sink.windowing.keyed;

import java.nio.ByteBuffer;

/**
 * The facts about a key as bytes.
 *
 * <pre>
 * version (1) | clock, ms (8) | idle time in the clock, ms (8) | last alert, ms (8) | alert raised, 0 or 1 (1)
 *             | alert judged until, ms (8) | last window end, pane (8) | quiet since, ms (8)
 *             | { end of a window closed early, pane (8) }*
 * </pre>
 */
final class FactsRow {

    static final byte VERSION = 2;

    private static final int FIXED_BYTES = 2 + 6 * Long.BYTES;

    private FactsRow() {}

    static byte[] toBytes(KeyFacts facts) {
        ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + facts.closedEarly().length * Long.BYTES)
                .put(VERSION)
                .putLong(facts.clockMs())
                .putLong(facts.idleMs())
                .putLong(facts.lastAlertMs())
                .put((byte) (facts.isRaised() ? 1 : 0))
                .putLong(facts.judgedUntilMs())
                .putLong(facts.lastWindowEnd())
                .putLong(facts.quietSinceMs());
        for (long end : facts.closedEarly()) {
            out.putLong(end);
        }
        return out.array();
    }

    /** Reads what follows the version. */
    static void read(ByteBuffer in, KeyFacts facts) {
        facts.clear();
        facts.setClock(in.getLong(), in.getLong());
        facts.setLastAlertMs(in.getLong());
        facts.judgeAlert(in.get() != 0, in.getLong());
        facts.setLastWindowEnd(in.getLong());
        facts.setQuietSinceMs(in.getLong());
        while (in.hasRemaining()) {
            facts.closeEarly(in.getLong());
        }
        facts.markPersisted();
    }
}
