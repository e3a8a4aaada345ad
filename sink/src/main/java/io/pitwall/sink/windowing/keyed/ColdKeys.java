package io.pitwall.sink.windowing.keyed;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are not in the heap: an index of them by key, by when they must be looked at, and by which round of updates is
 * to give them out. A key is put here when it is evicted and taken out when it is loaded; its state rows stay where they are.
 *
 * <pre>
 * 64 | group key                 what is known of it: see {@link ColdKey}
 * 65 to 68                       see {@link DueKeys}
 * 69 | round (4) | group key     for a round of updates
 * </pre>
 *
 * The index is made anew when a shard is opened, so it need not outlive the process.
 */
final class ColdKeys {

    private static final byte KEYS = ColdRows.INDEX;
    private static final byte UPDATES = 69;
    private static final int UPDATE_BYTES = 1 + Integer.BYTES;

    private final ColdIndex index;
    private final Map<Reason, DueKeys> due = new EnumMap<>(Reason.class);
    private int size;
    private int withOpenWindows;
    private int withUpdates;

    ColdKeys(ColdRows rows) {
        index = new ColdIndex(rows);
        for (Reason reason : Reason.values()) {
            due.put(reason, new DueKeys(index, reason));
        }
    }

    int size() {
        return size;
    }

    boolean haveOpenWindows() {
        return withOpenWindows > 0;
    }

    DueKeys due(Reason reason) {
        return Objects.requireNonNull(due.get(reason));
    }

    void put(byte[] key, ColdKey cold) {
        index.put(keyOf(key), cold.toBytes());
        size++;
        withOpenWindows += cold.hasOpenWindows() ? 1 : 0;
        for (Reason reason : Reason.values()) {
            due(reason).add(key, cold.dueMs(reason));
        }
        if (cold.updateRound() != ColdKey.NO_ROUND) {
            index.put(updateOf(cold.updateRound(), key));
            withUpdates++;
        }
    }

    /** Takes a key out; null if it is not here. */
    @Nullable
    ColdKey take(byte[] key) {
        byte[] known = size == 0 ? null : index.get(keyOf(key));
        if (known == null) {
            return null;
        }
        ColdKey cold = ColdKey.fromBytes(known);
        index.remove(keyOf(key));
        size--;
        withOpenWindows -= cold.hasOpenWindows() ? 1 : 0;
        for (Reason reason : Reason.values()) {
            due(reason).remove(key, cold.dueMs(reason));
        }
        if (cold.updateRound() != ColdKey.NO_ROUND) {
            index.remove(updateOf(cold.updateRound(), key));
            withUpdates--;
        }
        return cold;
    }

    /** Some of the keys that a round of updates, or one before, is to give out. */
    List<byte[]> throughUpdateRound(int round) {
        List<byte[]> found = new ArrayList<>();
        if (withUpdates > 0) {
            index.scan(new byte[] {UPDATES}, (row, value) -> {
                boolean isMeant =
                        row[0] == UPDATES && ByteBuffer.wrap(row).getInt(1) <= round && found.size() < DueKeys.BATCH;
                if (isMeant) {
                    found.add(ColdIndex.after(UPDATE_BYTES, row));
                }
                return isMeant;
            });
        }
        return found;
    }

    void flush() {
        index.flush();
    }

    private static byte[] keyOf(byte[] key) {
        return ByteBuffer.allocate(1 + key.length).put(KEYS).put(key).array();
    }

    private static byte[] updateOf(int round, byte[] key) {
        return ByteBuffer.allocate(UPDATE_BYTES + key.length)
                .put(UPDATES)
                .putInt(round)
                .put(key)
                .array();
    }
}
