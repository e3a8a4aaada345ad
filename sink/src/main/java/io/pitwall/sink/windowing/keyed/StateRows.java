package io.pitwall.sink.windowing.keyed;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.aggregate.Varint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of keys as rows of bytes, identical in RocksDB and changelog. Every row is a full value: writing it twice, or
 * only its last version, gives the same state.
 *
 * <pre>
 * slices  key    01 | slot (1) | group key
 *         value  version (1) | chunk (8) | { position in chunk (varint) | accumulators }*
 * facts   key    02 | group key
 *         value  see {@link FactsRow}
 * </pre>
 *
 * Positions fall into chunks as {@link Chunks} says, and chunk {@code c} lies in slot {@code c mod slots}. There are just
 * enough slots for the slices that can be open at once, so a busy key overwrites a fixed set of rows and never needs a
 * tombstone.
 */
final class StateRows {

    static final byte SLICES = 1;
    static final byte FACTS = 2;
    static final byte VERSION = 1;

    private final Chunks chunks;
    private final SliceCodec codec;
    private final SliceWriter out = new SliceWriter();
    private long persisted;

    StateRows(Accumulators.Layout layout, Chunks chunks) {
        this.chunks = chunks;
        codec = new SliceCodec(layout);
    }

    /** How many rows are persisted. */
    long persisted() {
        return persisted;
    }

    /** Notes that the slice at a position differs from what was persisted. */
    void markDirty(KeyState state, long position) {
        state.markDirtySlot(chunks.slotOf(position));
    }

    /** The rows of a key that differ from what was persisted; a null value deletes. */
    void forEachChange(KeyState state, BiConsumer<byte[], byte @Nullable []> changes) {
        long written = slotsToWrite(state);
        long deleted = slotsToDelete(state);
        for (int slot = 0; slot < chunks.slots(); slot++) {
            if ((written & 1L << slot) != 0) {
                changes.accept(slicesKey(state.key, slot), slicesValue(state, slot));
            } else if ((deleted & 1L << slot) != 0) {
                changes.accept(slicesKey(state.key, slot), null);
            }
        }
        KeyFacts facts = state.knownFacts();
        if (facts != null && facts.isDirty() && (!facts.isBlank() || facts.isPersisted())) {
            changes.accept(factsKey(state.key), facts.isBlank() ? null : FactsRow.toBytes(facts));
        }
    }

    private static long slotsToWrite(KeyState state) {
        return state.isEmpty() ? 0 : state.dirtySlots();
    }

    private static long slotsToDelete(KeyState state) {
        return state.isEmpty() ? state.persistedSlots() : 0;
    }

    /** Notes that what {@link #forEachChange} gave out is now persisted. */
    void markPersisted(KeyState state) {
        setPersistedSlots(state, (state.persistedSlots() | slotsToWrite(state)) & ~slotsToDelete(state));
        KeyFacts facts = state.knownFacts();
        if (facts != null) {
            boolean werePersisted = facts.isPersisted();
            facts.markPersisted();
            countFacts(werePersisted, facts);
        }
        state.markClean();
    }

    private void setPersistedSlots(KeyState state, long slots) {
        persisted += Long.bitCount(slots) - Long.bitCount(state.persistedSlots());
        state.setPersistedSlots(slots);
    }

    private void countFacts(boolean werePersisted, KeyFacts facts) {
        persisted += (facts.isPersisted() ? 1 : 0) - (werePersisted ? 1 : 0);
    }

    /** The group key of a row. */
    static byte[] groupKey(byte[] rowKey) {
        return Arrays.copyOfRange(rowKey, rowKey[0] == SLICES ? 2 : 1, rowKey.length);
    }

    /** Puts a persisted row, or its deletion, back into the state of its key. */
    void restore(KeyState state, byte[] rowKey, byte @Nullable [] value) {
        if (rowKey[0] == SLICES) {
            restoreSlices(state, rowKey[1], value);
        } else {
            restoreFacts(state.facts(), value);
        }
    }

    /** Reads the rows of a key that was evicted. */
    void load(KeyState state, ColdKey cold, ColdRows from) {
        long counted = persisted;
        for (int slot = 0; slot < chunks.slots(); slot++) {
            if ((cold.slots() & 1L << slot) != 0) {
                restore(state, slicesKey(state.key, slot), rowIn(from, slicesKey(state.key, slot)));
            }
        }
        if (cold.hasFacts()) {
            restore(state, factsKey(state.key), rowIn(from, factsKey(state.key)));
        }
        if (cold.updateRound() != ColdKey.NO_ROUND) {
            state.facts().restoreChanges(cold.changedFrom(), cold.changedTo(), cold.updateRound());
        }
        persisted = counted;
    }

    private static byte[] rowIn(ColdRows rows, byte[] rowKey) {
        byte[] value = rows.get(rowKey);
        if (value == null) {
            throw new IllegalStateException(
                    "expected every state row of a key that was evicted in the local state, found"
                            + " one missing; delete the state directory, and the changelog will restore it");
        }
        return value;
    }

    /** What the keys of rows begin with, whatever the group key that follows. */
    List<byte[]> prefixes() {
        List<byte[]> prefixes = new ArrayList<>();
        for (int slot = 0; slot < chunks.slots(); slot++) {
            prefixes.add(new byte[] {SLICES, (byte) slot});
        }
        prefixes.add(new byte[] {FACTS});
        return prefixes;
    }

    private void restoreFacts(KeyFacts facts, byte @Nullable [] value) {
        boolean werePersisted = facts.isPersisted();
        if (value != null) {
            FactsRow.read(checked(value, FactsRow.VERSION), facts);
        } else {
            facts.clear();
            facts.markPersisted();
        }
        countFacts(werePersisted, facts);
    }

    private void restoreSlices(KeyState state, int slot, byte @Nullable [] value) {
        long slotBit = 1L << slot;
        if (value == null) {
            dropSlot(state, slot);
            setPersistedSlots(state, state.persistedSlots() & ~slotBit);
            return;
        }
        if ((state.persistedSlots() & slotBit) != 0) {
            dropSlot(state, slot);
        }
        ByteBuffer in = checked(value, VERSION);
        long chunk = in.getLong();
        while (in.hasRemaining()) {
            restoreSlice(state, chunks.position(chunk, Varint.get(in)), in);
        }
        setPersistedSlots(state, state.persistedSlots() | slotBit);
    }

    /** What follows the version. */
    private static ByteBuffer checked(byte[] value, byte expectedVersion) {
        ByteBuffer in = ByteBuffer.wrap(value);
        byte version = in.get();
        if (version != expectedVersion) {
            throw new IllegalStateException("expected a state row of format version " + expectedVersion
                    + ", found version " + version + "; run the release that wrote it, or reset the connector's state");
        }
        return in;
    }

    private void dropSlot(KeyState state, int slot) {
        for (int rank = state.size() - 1; rank >= 0; rank--) {
            // Dropping one may drop unoccupied ones beside it.
            if (rank < state.size() && chunks.slotOf(state.positionAt(rank)) == slot) {
                state.drop(state.positionAt(rank), state.positionAt(rank));
            }
        }
    }

    /**
     * Rows come in any order, and one may hold slices that were dead when a newer row of the same key was written. Those are
     * passed over or dropped here, which also bounds what a key takes.
     */
    private void restoreSlice(KeyState state, long position, ByteBuffer in) {
        if (!state.isEmpty() && state.newest() - position > chunks.openSpan()) {
            codec.skip(in);
            return;
        }
        if (!state.isEmpty() && position - state.oldest() > chunks.openSpan()) {
            state.dropBefore(position - chunks.openSpan());
        }
        int slice = state.open(position);
        codec.read(in, state.slices(), slice);
    }

    private static byte[] slicesKey(byte[] key, int slot) {
        return ByteBuffer.allocate(2 + key.length)
                .put(SLICES)
                .put((byte) slot)
                .put(key)
                .array();
    }

    private static byte[] factsKey(byte[] key) {
        return ByteBuffer.allocate(1 + key.length).put(FACTS).put(key).array();
    }

    /** The newest chunk in a slot: what an older one in the same slot held is dead. */
    private byte[] slicesValue(KeyState state, int slot) {
        long chunk = chunks.newestIn(slot, state.newest());
        out.clear();
        out.putByte(VERSION);
        out.putLong(chunk);
        Accumulators slices = state.slices();
        for (int rank = state.rankOf(chunks.first(chunk)); rank < state.size(); rank++) {
            long position = state.positionAt(rank);
            if (chunks.chunkOf(position) != chunk) {
                break;
            }
            int slice = state.sliceAt(rank);
            if (slices.isOccupied(slice)) {
                out.putVarint(chunks.offset(position));
                codec.write(slices, slice, out);
            }
        }
        return out.toBytes();
    }
}
