package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A move of stream time, which may close more windows than can be given out at once: how far it has come. It goes edge by
 * edge, at each edge through the keys in {@link KeyState#order}, and at last through the keys whose time to live is over. So
 * one row says where it has stopped, a restart goes on there, and whoever reads the results cannot tell.
 *
 * <pre>
 *                  from      edge      edge      edge       to = stream time
 *  keys            |---------|---------|---------|----------|
 *  at the bound    ==================
 *  or above        ==================
 *  below it        ========                                    (= closed)
 * </pre>
 *
 * Beside it stands what outlives it: how much of all moves came without rows.
 *
 * <pre>
 * key    04
 * value  version (1) | idle time, ms (8) | step (1) | idle, 0 or 1 (1) | from, ms (8) | edge (8) | bound (8)
 * </pre>
 */
final class Advance {

    /** What is being done with one key after the other. */
    enum Step {
        NOTHING(0),
        /** Closing the windows of an edge. */
        CLOSING(1),
        /** Passing edges at which no key has a window. */
        LEAPING(2),
        /** Ending what the time to live ends. */
        EXPIRING(3);

        /** In persisted rows. */
        private final byte number;

        Step(int number) {
            this.number = (byte) number;
        }

        private static Step numbered(byte number) {
            for (Step step : values()) {
                if (step.number == number) {
                    return step;
                }
            }
            throw new IllegalStateException("expected a step of an advance from 0 to 3, found " + number
                    + "; something other than Pitwall wrote to the changelog topic");
        }
    }

    private static final byte KIND = 4;
    private static final byte VERSION = 1;
    private static final int BYTES = 3 + 4 * Long.BYTES;
    private static final byte[] NO_ROW = {};

    private final KeyStore keys;
    private final Outlet outlet;
    private final boolean isIdleTimeKept;

    private long idleMs;
    private boolean isUnderWay;
    private boolean isIdle;
    private long fromMs;
    private long toMs;
    private Step step = Step.NOTHING;
    /** In the terms of whoever closes. */
    private long edge;

    private long bound;
    private byte[] persisted = NO_ROW;
    private boolean wasUnderWay;

    /** @param isIdleTimeKept whether keys have clocks of their own, which {@link #idleMs} is added to */
    Advance(KeyStore keys, Outlet outlet, boolean isIdleTimeKept) {
        this.keys = keys;
        this.outlet = outlet;
        this.isIdleTimeKept = isIdleTimeKept;
    }

    /** @param idle whether time has passed for every key, without a row */
    void begin(long streamTimeMs, long nextStreamTimeMs, boolean idle) {
        isUnderWay = true;
        isIdle = idle;
        fromMs = streamTimeMs;
        toMs = nextStreamTimeMs;
        if (idle && isIdleTimeKept) {
            idleMs += toMs - fromMs;
        }
    }

    void end() {
        isUnderWay = false;
        step = Step.NOTHING;
    }

    /** Whether it began and has not ended, in this life of the shard or in the one before. */
    boolean isUnderWay() {
        return isUnderWay;
    }

    boolean isIdle() {
        return isIdle;
    }

    long fromMs() {
        return fromMs;
    }

    long toMs() {
        return toMs;
    }

    /** How far all moves without rows have come, together. */
    long idleMs() {
        return idleMs;
    }

    /** The edge that {@link #visit} or {@link #stopBefore} was told. */
    long edge() {
        return edge;
    }

    /** Whether a step has begun and not all keys have been visited. */
    boolean isAt(Step candidate) {
        return step == candidate;
    }

    /** Whether the present step has visited a key. */
    boolean hasVisited(KeyState state) {
        return state.order() >= bound;
    }

    /** Whether what has come out is to be taken before there is more. */
    boolean isEnough() {
        return outlet.get().areEnough();
    }

    /**
     * Visits every key, or goes on with it, until that is enough.
     *
     * @return whether the step is over
     */
    boolean visit(Step next, long nextEdge, Consumer<KeyState> visitor) {
        if (step != next) {
            stopBefore(next, nextEdge, KeyState.ALL);
        }
        bound = keys.forEachBelow(bound, visitor, this::isEnough);
        if (bound > 0) {
            return false;
        }
        step = Step.NOTHING;
        return true;
    }

    /** Says that only the keys from a bound on have been visited. */
    void stopBefore(Step next, long nextEdge, long keysFrom) {
        step = next;
        edge = nextEdge;
        bound = keysFrom;
    }

    static boolean isRow(byte[] rowKey) {
        return rowKey[0] == KIND;
    }

    void restore(byte @Nullable [] row) {
        persisted = row == null ? NO_ROW : row;
        if (row == null) {
            idleMs = 0;
            end();
            wasUnderWay = false;
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(row);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("expected a row about stream time of format version " + VERSION
                    + ", found version " + version
                    + "; run the release that wrote it, or reset the connector's state");
        }
        idleMs = in.getLong();
        step = Step.numbered(in.get());
        isUnderWay = step != Step.NOTHING;
        wasUnderWay = isUnderWay;
        isIdle = in.get() != 0;
        fromMs = in.getLong();
        edge = in.getLong();
        bound = in.getLong();
    }

    /** Says where a restored one goes. */
    void restoreStreamTime(long streamTimeMs) {
        toMs = streamTimeMs;
    }

    void forEachChange(BiConsumer<byte[], byte @Nullable []> changes) {
        byte[] row = toRow();
        if (!Arrays.equals(row, persisted)) {
            changes.accept(new byte[] {KIND}, row.length == 0 ? null : row);
        }
    }

    void markPersisted() {
        persisted = toRow();
        wasUnderWay = isUnderWay;
    }

    /** Whether what was persisted lets a successor go on with what is over; idle time alone can wait. */
    boolean hasChanges() {
        return isUnderWay != wasUnderWay;
    }

    private byte[] toRow() {
        // Idle time is told from what a key has seen of it.
        boolean matters = isUnderWay || (idleMs != 0 && keys.size() > 0);
        return matters
                ? ByteBuffer.allocate(BYTES)
                        .put(VERSION)
                        .putLong(idleMs)
                        .put(step.number)
                        .put((byte) (isIdle ? 1 : 0))
                        .putLong(fromMs)
                        .putLong(edge)
                        .putLong(bound)
                        .array()
                : NO_ROW;
    }
}
