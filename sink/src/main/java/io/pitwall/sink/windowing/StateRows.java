package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of keys as rows of bytes, identical in RocksDB and changelog. Every row is a full value: writing it twice, or
 * only its last version, gives the same state.
 *
 * <pre>
 * panes   key    01 | chunk slot (1) | group key
 *         value  version (1) | chunk number (8) | { pane in chunk (2) | words (8 each) | texts }*
 * alert   key    02 | group key
 *         value  version (1) | time of the last alert, ms (8)
 * text    length in bytes + 1, or 0 for none (4) | UTF-8
 * </pre>
 *
 * A chunk is a run of panes, 32 unless windows have very many, and number {@code c} lies in slot {@code c mod slots}.
 * There are just enough slots for the panes that can be open at once, so a busy key overwrites a fixed set of rows and
 * never needs a tombstone.
 */
final class StateRows {

    static final byte PANES = 1;
    static final byte ALERT = 2;

    private static final byte VERSION = 1;
    private static final int SMALLEST_CHUNK = 32;
    private static final int MOST_SLOTS = 64;

    private final Accumulators.Layout layout;
    private final long openPanes;
    private final int chunkPanes;
    private final int slots;

    StateRows(Accumulators.Layout layout, long openPanes) {
        this.layout = layout;
        this.openPanes = openPanes;
        int panes = SMALLEST_CHUNK;
        while (slotsFor(openPanes, panes) > MOST_SLOTS) {
            panes *= 2;
        }
        chunkPanes = panes;
        slots = slotsFor(openPanes, panes);
    }

    /** A run of open panes can begin in the middle of a chunk, hence one slot more than it fills. */
    private static int slotsFor(long openPanes, int chunkPanes) {
        return (int) ((openPanes + chunkPanes - 1) / chunkPanes) + 1;
    }

    /** The rows of a key that differ from what was persisted; a null value deletes. */
    void forEachChange(KeyState state, BiConsumer<byte[], byte @Nullable []> changes) {
        if (state.hasPanes()) {
            forEachDirtyChunk(
                    state, chunk -> changes.accept(panesKey(state.key, slotOf(chunk)), panesValue(state, chunk)));
        } else {
            forEachPersistedSlot(state, slot -> changes.accept(panesKey(state.key, slot), null));
        }
        if (state.isAlertDirty() && (state.lastAlertMs() != KeyState.NO_TIME || state.isAlertPersisted())) {
            changes.accept(alertKey(state), alertValue(state));
        }
    }

    private void forEachDirtyChunk(KeyState state, LongConsumer chunks) {
        if (state.hasDirtyPanes()) {
            long last = Math.floorDiv(state.dirtyNewest(), (long) chunkPanes);
            long first = Math.max(Math.floorDiv(state.dirtyOldest(), (long) chunkPanes), last - slots + 1);
            for (long chunk = first; chunk <= last; chunk++) {
                chunks.accept(chunk);
            }
        }
    }

    private void forEachPersistedSlot(KeyState state, IntConsumer persisted) {
        for (int slot = 0; slot < slots; slot++) {
            if (state.isPersisted(slot)) {
                persisted.accept(slot);
            }
        }
    }

    /** Notes that what {@link #forEachChange} gave out is now persisted. */
    void markPersisted(KeyState state) {
        if (state.hasPanes()) {
            forEachDirtyChunk(state, chunk -> state.setPersisted(slotOf(chunk), true));
        } else {
            forEachPersistedSlot(state, slot -> state.setPersisted(slot, false));
        }
        if (state.isAlertDirty()) {
            state.setAlertPersisted(state.lastAlertMs() != KeyState.NO_TIME);
        }
        state.markClean();
    }

    /** The group key of a row. */
    static byte[] groupKey(byte[] rowKey) {
        int prefix = rowKey[0] == PANES ? 2 : 1;
        byte[] key = new byte[rowKey.length - prefix];
        System.arraycopy(rowKey, prefix, key, 0, key.length);
        return key;
    }

    /** Puts a persisted row, or its deletion, back into the state of its key. */
    void restore(KeyState state, byte[] rowKey, byte @Nullable [] value) {
        boolean isPanes = rowKey[0] == PANES;
        if (value == null) {
            forget(state, isPanes, rowKey);
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("expected a state row of format version " + VERSION + ", found version "
                    + version + "; run the release that wrote it, or reset the connector's state");
        }
        if (isPanes) {
            restorePanes(state, rowKey[1], in);
        } else {
            state.setLastAlertMs(in.getLong());
            state.setAlertPersisted(true);
        }
    }

    private void forget(KeyState state, boolean isPanes, byte[] rowKey) {
        if (isPanes) {
            state.clearPanes(pane -> slotOf(Math.floorDiv(pane, (long) chunkPanes)) == rowKey[1]);
            state.setPersisted(rowKey[1], false);
        } else {
            state.setLastAlertMs(KeyState.NO_TIME);
            state.setAlertPersisted(false);
        }
    }

    private void restorePanes(KeyState state, int slot, ByteBuffer in) {
        long firstPane = in.getLong() * chunkPanes;
        state.setPersisted(slot, true);
        while (in.hasRemaining()) {
            restorePane(state, firstPane + in.getShort(), in);
        }
    }

    /**
     * Rows come in any order, and one may hold panes that were dead when a newer row of the same key was written. Those
     * are passed over or dropped here, which also bounds the ring.
     */
    private void restorePane(KeyState state, long pane, ByteBuffer in) {
        if (state.hasPanes() && pane < state.newest() - openPanes) {
            in.position(in.position() + layout.words() * Long.BYTES);
            for (int text = 0; text < layout.references().size(); text++) {
                getReference(in, text);
            }
            return;
        }
        state.dropBefore(pane - openPanes);
        int cell = state.open(pane);
        Accumulators panes = state.panes();
        panes.occupy(cell);
        for (int word = 0; word < layout.words(); word++) {
            panes.setWord(cell, word, in.getLong());
        }
        for (int text = 0; text < layout.references().size(); text++) {
            panes.setReference(cell, text, getReference(in, text));
        }
    }

    private int slotOf(long chunk) {
        return (int) Math.floorMod(chunk, (long) slots);
    }

    private static byte[] panesKey(byte[] key, int slot) {
        return ByteBuffer.allocate(2 + key.length)
                .put(PANES)
                .put((byte) slot)
                .put(key)
                .array();
    }

    private static byte[] alertKey(KeyState state) {
        return ByteBuffer.allocate(1 + state.key.length)
                .put(ALERT)
                .put(state.key)
                .array();
    }

    private static byte @Nullable [] alertValue(KeyState state) {
        if (state.lastAlertMs() == KeyState.NO_TIME) {
            return null;
        }
        return ByteBuffer.allocate(9).put(VERSION).putLong(state.lastAlertMs()).array();
    }

    private byte[] panesValue(KeyState state, long chunk) {
        long from = Math.max(state.oldest(), chunk * chunkPanes);
        long to = Math.min(state.newest(), (chunk + 1) * chunkPanes - 1);
        ByteBuffer out = ByteBuffer.allocate(sizeOf(state, from, to));
        out.put(VERSION).putLong(chunk);
        for (long pane = from; pane <= to; pane++) {
            int cell = state.cellOf(pane);
            if (state.panes().isOccupied(cell)) {
                out.putShort((short) (pane - chunk * chunkPanes));
                putPane(state.panes(), cell, out);
            }
        }
        return out.array();
    }

    private int sizeOf(KeyState state, long from, long to) {
        int size = 1 + Long.BYTES;
        for (long pane = from; pane <= to; pane++) {
            int cell = state.cellOf(pane);
            if (state.panes().isOccupied(cell)) {
                size += Short.BYTES + layout.words() * Long.BYTES;
                for (int text = 0; text < layout.references().size(); text++) {
                    size += Integer.BYTES + bytesOf(state.panes().reference(cell, text), text).length;
                }
            }
        }
        return size;
    }

    private void putPane(Accumulators panes, int cell, ByteBuffer out) {
        for (int word = 0; word < layout.words(); word++) {
            out.putLong(panes.word(cell, word));
        }
        for (int text = 0; text < layout.references().size(); text++) {
            Object reference = panes.reference(cell, text);
            byte[] bytes = bytesOf(reference, text);
            out.putInt(reference == null ? 0 : bytes.length + 1).put(bytes);
        }
    }

    private byte[] bytesOf(@Nullable Object reference, int field) {
        return reference == null ? new byte[0] : layout.references().get(field).toBytes(reference);
    }

    private @Nullable Object getReference(ByteBuffer in, int field) {
        int length = in.getInt();
        if (length == 0) {
            return null;
        }
        byte[] bytes = new byte[length - 1];
        in.get(bytes);
        return layout.references().get(field).fromBytes(bytes);
    }
}
