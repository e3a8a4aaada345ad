package io.pitwall.sink.windowing.keyed;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys outside the heap that must be looked at some time for one reason: in order of that time, and among those of one
 * time in the order in which keys are visited. Those whose time has come can be made ripe, and then lie in the latter order
 * alone.
 *
 * <pre>
 * waiting   65 + reason | time (8) | reversed order (4) | group key
 * ripe      67 + reason | reversed order (4) | group key
 * </pre>
 */
final class DueKeys {

    /** Most keys that are looked up at once. */
    static final int BATCH = 64;

    private static final int WAITING = ColdRows.INDEX + 1;
    private static final int RIPE = WAITING + Reason.values().length;

    private static final int WAITING_BYTES = 1 + Long.BYTES + Integer.BYTES;
    private static final int RIPE_BYTES = 1 + Integer.BYTES;

    private final ColdIndex index;
    private final byte waiting;
    private final byte ripe;
    /** No key that waits is before this time, or at this time with a greater order. */
    private long earliestMs = KeyWatch.NEVER;

    private long earliestOrder;
    /** All keys up to this time are ripe. */
    private long ripeThroughMs = Long.MIN_VALUE;

    private int ripeKeys;

    DueKeys(ColdIndex index, Reason reason) {
        this.index = index;
        waiting = (byte) (WAITING + reason.number());
        ripe = (byte) (RIPE + reason.number());
    }

    static long orderOf(byte[] key) {
        return Integer.toUnsignedLong(KeyTable.hash(key));
    }

    void add(byte[] key, long dueMs) {
        if (dueMs <= ripeThroughMs) {
            index.put(ripeRow(key));
            ripeKeys++;
        } else if (dueMs != KeyWatch.NEVER) {
            long order = orderOf(key);
            index.put(waitingRow(dueMs, order, key));
            if (isBefore(dueMs, order, earliestMs, earliestOrder)) {
                setEarliest(dueMs, order);
            }
        }
    }

    void remove(byte[] key, long dueMs) {
        if (dueMs <= ripeThroughMs) {
            index.remove(ripeRow(key));
            ripeKeys--;
        } else if (dueMs != KeyWatch.NEVER) {
            index.remove(waitingRow(dueMs, orderOf(key), key));
        }
    }

    /** A time before which no key is due that waits. */
    long earliestMs() {
        return earliestMs;
    }

    /** The keys that are due first, a batch of them, none of them after a time and an order. They are then to be removed. */
    List<byte[]> firstThrough(long throughMs, long throughOrder) {
        return waitingThrough(throughMs, throughOrder).stream()
                .map(row -> ColdIndex.after(WAITING_BYTES, row))
                .toList();
    }

    /** Makes all keys ripe that are due by a time. */
    void ripen(long throughMs) {
        while (earliestMs <= throughMs) {
            List<byte[]> due = waitingThrough(throughMs, 0);
            for (byte[] row : due) {
                index.remove(row);
                index.put(ripeRow(ColdIndex.after(WAITING_BYTES, row)));
            }
            ripeKeys += due.size();
        }
        ripeThroughMs = Math.max(ripeThroughMs, throughMs);
    }

    private List<byte[]> waitingThrough(long throughMs, long throughOrder) {
        List<byte[]> found = new ArrayList<>();
        if (isBefore(throughMs, throughOrder, earliestMs, earliestOrder)) {
            return found;
        }
        byte[] from = waitingRow(earliestMs, earliestOrder, new byte[0]);
        setEarliest(KeyWatch.NEVER, 0);
        index.scan(from, (row, value) -> {
            if (row[0] != waiting) {
                return false;
            }
            ByteBuffer in = ByteBuffer.wrap(row, 1, WAITING_BYTES - 1);
            long atMs = ordered(in.getLong());
            long order = Integer.toUnsignedLong(~in.getInt());
            if (found.size() == BATCH || isBefore(throughMs, throughOrder, atMs, order)) {
                setEarliest(atMs, order);
                return false;
            }
            found.add(row);
            return true;
        });
        return found;
    }

    private void setEarliest(long atMs, long order) {
        earliestMs = atMs;
        earliestOrder = order;
    }

    private static boolean isBefore(long ms, long order, long otherMs, long otherOrder) {
        return ms < otherMs || (ms == otherMs && order > otherOrder);
    }

    /** The ripe keys whose order is below a bound, the greatest first: a batch, and all of the same order as its last. */
    List<byte[]> ripeBelow(long bound) {
        List<byte[]> found = new ArrayList<>();
        if (ripeKeys == 0 || bound == 0) {
            return found;
        }
        byte[] from = ByteBuffer.allocate(RIPE_BYTES)
                .put(ripe)
                .putInt(reversed(bound - 1))
                .array();
        index.scan(from, (row, value) -> {
            if (row[0] != ripe) {
                return false;
            }
            byte[] key = ColdIndex.after(RIPE_BYTES, row);
            boolean isMeant = found.size() < BATCH || orderOf(key) == orderOf(found.get(found.size() - 1));
            if (isMeant) {
                found.add(key);
            }
            return isMeant;
        });
        return found;
    }

    private byte[] waitingRow(long dueMs, long order, byte[] key) {
        return ByteBuffer.allocate(WAITING_BYTES + key.length)
                .put(waiting)
                .putLong(ordered(dueMs))
                .putInt(reversed(order))
                .put(key)
                .array();
    }

    private byte[] ripeRow(byte[] key) {
        return ByteBuffer.allocate(RIPE_BYTES + key.length)
                .put(ripe)
                .putInt(reversed(orderOf(key)))
                .put(key)
                .array();
    }

    /** Bits that are in order as unsigned bytes; its own inverse. */
    private static long ordered(long timeMs) {
        return timeMs ^ Long.MIN_VALUE;
    }

    private static int reversed(long order) {
        return ~(int) order;
    }
}
