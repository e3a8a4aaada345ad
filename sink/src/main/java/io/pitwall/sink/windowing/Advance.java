package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
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
        final byte number;

        Step(int number) {
            this.number = (byte) number;
        }

        static Step numbered(byte number) {
            for (Step step : values()) {
                if (step.number == number) {
                    return step;
                }
            }
            throw new IllegalStateException("expected a step of an advance from 0 to 3, found " + number
                    + "; something other than Pitwall wrote to the changelog topic");
        }
    }

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
    private AdvanceRow persisted = AdvanceRow.NONE;

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

    void restore(byte @Nullable [] row) {
        persisted = row == null ? AdvanceRow.NONE : AdvanceRow.fromBytes(row);
        idleMs = persisted.idleMs();
        isUnderWay = persisted.isUnderWay();
        step = persisted.step();
        isIdle = persisted.isIdle();
        fromMs = persisted.fromMs();
        edge = persisted.edge();
        bound = persisted.bound();
    }

    /** Says where a restored one goes. */
    void restoreStreamTime(long streamTimeMs) {
        toMs = streamTimeMs;
    }

    /** One or none. */
    int persistedRows() {
        return persisted.equals(AdvanceRow.NONE) ? 0 : 1;
    }

    /** Whether what was persisted lets a successor go on with what is over; idle time alone can wait. */
    boolean hasChanges() {
        return isUnderWay != persisted.isUnderWay();
    }

    void forEachChange(BiConsumer<byte[], byte @Nullable []> changes) {
        AdvanceRow row = toRow();
        if (!row.equals(persisted)) {
            changes.accept(AdvanceRow.key(), row.equals(AdvanceRow.NONE) ? null : row.toBytes());
        }
    }

    void markPersisted() {
        persisted = toRow();
    }

    private AdvanceRow toRow() {
        if (isUnderWay) {
            return new AdvanceRow(idleMs, step, isIdle, fromMs, edge, bound);
        }
        // Of no use without a key that has seen some of it.
        return keys.size() == 0 ? AdvanceRow.NONE : AdvanceRow.over(idleMs);
    }
}
