package io.pitwall.sink.windowing.keyed;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The live keys of a shard, and what of them is not persisted yet. */
public final class KeyStore {

    private final StateRows rows;
    private final KeyTable keys;
    private final List<KeyState> dirty = new ArrayList<>();

    private KeyStore(Accumulators.Layout layout, Chunks chunks, KeyTable.Maker maker) {
        rows = new StateRows(layout, chunks);
        keys = new KeyTable(maker);
    }

    /** Most slices in a window that are combined anew for every window. */
    public static final long MAX_SCANNED = 16;

    /**
     * A store for windows that need slices at most {@code chunks.openSpan()} apart.
     *
     * @param slicesPerWindow most slices in one window; 1 where windows share none
     * @param areNumbered     whether positions count slices one by one, so that few lie within the span
     */
    public static KeyStore of(
            Accumulators.Layout layout, SliceMerger merger, Chunks chunks, long slicesPerWindow, boolean areNumbered) {
        Combiner scan = new Scan(merger);
        boolean isScanned = slicesPerWindow <= MAX_SCANNED;
        if (areNumbered && isScanned && chunks.openSpan() < SlicePool.MAX_BLOCK) {
            SlicePool pool = new SlicePool(layout);
            Accumulators noSlices = new Accumulators(layout, 0);
            return new KeyStore(layout, chunks, (key, hash) -> new RingKeyState(key, hash, pool, scan, noSlices));
        }
        Supplier<Combiner> combiners = isScanned ? () -> scan : () -> new TwoStacks(layout, merger);
        return new KeyStore(layout, chunks, (key, hash) -> new SortedKeyState(key, hash, layout, combiners));
    }

    /** Live keys. */
    public int size() {
        return keys.size();
    }

    /** Rows that are durable, each of which {@link #restore} would take back. */
    public long persistedRows() {
        return rows.persisted();
    }

    /** The state of a key, if it is live. */
    public @Nullable KeyState find(byte[] key) {
        return keys.find(key);
    }

    /** The state of a key, made when it is new. The array is kept. */
    public KeyState findOrAdd(byte[] key) {
        return keys.findOrAdd(key);
    }

    /** Every live key once. The visitor may {@link #forget} the one it is given, and add none. */
    public void forEach(Consumer<KeyState> visitor) {
        keys.forEach(visitor);
    }

    /** Whether a live key meets a condition. */
    public boolean anyMatch(Predicate<KeyState> condition) {
        return keys.anyMatch(condition);
    }

    /** Notes that the slice at a position of a key has changed. */
    public void changed(KeyState state, long position) {
        rows.markDirty(state, position);
        state.noteChanged(position);
        changed(state);
    }

    /** Notes that a fact about a key has changed, or that its last slice is gone. */
    public void changed(KeyState state) {
        if (state.markDirty()) {
            dirty.add(state);
        }
    }

    /**
     * Drops all slices of a key whose positions may begin anew, so that none of what is persisted of them can be told from
     * what is to come by its position.
     */
    public void dropSlices(KeyState state) {
        state.dropBefore(state.newest() + 1);
        state.markPersistedSlotsDirty();
        changed(state);
    }

    /** Notes facts about a key that have changed, if any have. */
    public void noteFacts(KeyState state) {
        KeyFacts facts = state.knownFacts();
        if (facts != null && facts.isDirty()) {
            changed(state);
        }
    }

    /** Forgets a key that has no slices; what was persisted of it is deleted with the next commit. */
    public void forget(KeyState state) {
        KeyFacts facts = state.knownFacts();
        if (facts != null) {
            facts.clear();
        }
        changed(state);
        keys.remove(state);
    }

    /** Every state row that changed since {@link #markPersisted}, as a full value; null deletes the row. */
    public void forEachChange(BiConsumer<byte[], byte @Nullable []> changes) {
        dirty.forEach(state -> rows.forEachChange(state, changes));
    }

    /** Says that what {@link #forEachChange} gave out is durable. */
    public void markPersisted() {
        dirty.forEach(rows::markPersisted);
        dirty.clear();
    }

    /** Puts back one persisted row, or its deletion. */
    public void restore(byte[] rowKey, byte @Nullable [] value) {
        rows.restore(keys.findOrAdd(StateRows.groupKey(rowKey)), rowKey, value);
    }
}
