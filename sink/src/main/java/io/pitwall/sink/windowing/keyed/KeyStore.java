package io.pitwall.sink.windowing.keyed;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The live keys of a shard, and what of them is not persisted yet. Keys are in the heap, where rows and windows find them, or
 * in {@link ColdRows}, from where they come back when a row or time has to do with them.
 */
public final class KeyStore {

    /** Most slices in a window that are combined anew for every window. */
    private static final long MAX_SCANNED = 16;

    /** What a batch of keys may take that is loaded at once, but for its last key. */
    private static final long LOAD_BYTES = 1 << 18;

    /** An object, the header of its key, and its place in the list of changes. */
    private static final int KEY_BYTES = 104;

    private final StateRows rows;
    private final boolean hasReferences;
    private final HeapUse heap;
    private final SlicePool pool;
    private final KeyTable keys;
    private final List<KeyState> dirty = new ArrayList<>();
    /** What a commit would hold of the dirty keys beside them, about as much as they take themselves. */
    private long dirtyBytes;

    private int changedBesideSlices;
    /** The key whose rows are coming in. */
    private @Nullable KeyState restoring;

    private @Nullable Outdoors outdoors;
    private long evictions;

    /** Where keys go that are evicted. */
    private record Outdoors(ColdRows rows, ColdKeys keys, KeyWatch watch) {}

    private KeyStore(Accumulators.Layout layout, Chunks chunks, Forms forms) {
        rows = new StateRows(layout, chunks);
        hasReferences = !layout.references().isEmpty();
        heap = new HeapUse();
        pool = new SlicePool(layout, heap);
        KeyTable.Maker maker = forms.in(heap, pool);
        keys = new KeyTable((key, hash) -> {
            heap.add(keyBytes(key));
            return maker.make(key, hash);
        });
    }

    /** In which form the slices of keys are kept. */
    private interface Forms {
        KeyTable.Maker in(HeapUse heap, SlicePool pool);
    }

    private static long keyBytes(byte[] key) {
        return KEY_BYTES + (key.length + 7L & ~7L);
    }

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
            Accumulators noSlices = new Accumulators(layout, 0);
            return new KeyStore(layout, chunks, (heap, pool) -> {
                RingKeyState.Shared shared = new RingKeyState.Shared(pool, scan, noSlices);
                return (key, hash) -> new RingKeyState(key, hash, shared);
            });
        }
        return new KeyStore(layout, chunks, (heap, pool) -> {
            Supplier<Combiner> combiners = isScanned ? () -> scan : () -> new TwoStacks(layout, merger, heap);
            return (key, hash) -> new SortedKeyState(key, hash, layout, heap, combiners);
        });
    }

    /** Says where keys may go that the heap has no room for. */
    public void evictTo(ColdRows coldRows, KeyWatch watch) {
        outdoors = new Outdoors(coldRows, new ColdKeys(coldRows), watch);
    }

    /** Live keys, wherever they are. */
    public int size() {
        return keys.size() + coldSize();
    }

    private int coldSize() {
        return outdoors == null ? 0 : outdoors.keys().size();
    }

    public KeyCounts counts() {
        return new KeyCounts(keys.size(), coldSize(), evictions);
    }

    /** An estimate of what the keys take on the heap, together with what a commit would. */
    public long heapBytes() {
        return heap.bytes() + keys.heapBytes() + dirtyBytes;
    }

    /** Rows that are durable, each of which {@link #restore} would take back. */
    public long persistedRows() {
        return rows.persisted();
    }

    /** The state of a key, if it is live. */
    public @Nullable KeyState find(byte[] key) {
        KeyState known = keys.find(key);
        if (known == null && outdoors != null && outdoors.keys().size() > 0) {
            known = load(key, outdoors);
        }
        if (known != null) {
            known.touch();
        }
        return known;
    }

    /** The state of a key that {@link #find} does not know, made now. The array is kept. */
    public KeyState add(byte[] key) {
        return keys.findOrAdd(key);
    }

    /** Visits the keys in the heap and those that were {@linkplain #wake woken}, as {@link #forEachBelow} does. */
    public void forEach(Consumer<KeyState> visitor) {
        var unused = forEachBelow(KeyState.ALL, visitor, () -> false);
    }

    /**
     * Visits the keys in the heap, and those that were {@linkplain #wake woken}, whose {@link KeyState#order} is below a bound,
     * the greatest first, until that is enough. The visitor may {@link #forget} the one it is given, and add none.
     *
     * @param isEnough asked once a key has been visited
     * @param bound    {@link KeyState#ALL} to begin with
     * @return the bound to go on with; 0 once all are visited
     */
    public long forEachBelow(long bound, Consumer<KeyState> visitor, BooleanSupplier isEnough) {
        Visit visit = new Visit(visitor, isEnough);
        long from = bound;
        for (long least = loadWoken(from); least > 0; least = loadWoken(from)) {
            from = visit.go(keys, from, least);
            if (from > least || visit.isEnough()) {
                return from;
            }
        }
        return visit.go(keys, from, 0);
    }

    /** Loads some woken keys whose order is below a bound, and returns the order from which on they are all loaded. */
    private long loadWoken(long bound) {
        Outdoors from = outdoors;
        long leastOrder = 0;
        if (from != null) {
            long fullBytes = heap.bytes() + LOAD_BYTES;
            for (Reason reason : Reason.values()) {
                List<byte[]> ripe = from.keys().due(reason).ripeBelow(bound);
                leastOrder = Math.max(leastOrder, loadInOrder(ripe, fullBytes, from));
            }
        }
        return leastOrder;
    }

    /** Ends early where that takes much of the heap, but not amid keys of one order. */
    private long loadInOrder(List<byte[]> ripe, long fullBytes, Outdoors from) {
        long order = 0;
        for (int next = 0; next < ripe.size(); next++) {
            load(ripe.get(next), from);
            order = DueKeys.orderOf(ripe.get(next));
            boolean isLast = next + 1 == ripe.size();
            if (heap.bytes() > fullBytes && (isLast || DueKeys.orderOf(ripe.get(next + 1)) != order)) {
                return order;
            }
        }
        return ripe.size() < DueKeys.BATCH ? 0 : order;
    }

    /** Has keys outside the heap visited from now on that are due by then for a reason. */
    public void wake(Reason reason, long throughMs) {
        if (outdoors != null) {
            outdoors.keys().due(reason).ripen(throughMs);
        }
    }

    /** A time before which no key outside the heap is due for a reason that was not woken. */
    public long earliestDueMs(Reason reason) {
        return outdoors == null ? KeyWatch.NEVER : outdoors.keys().due(reason).earliestMs();
    }

    /** Loads some of the keys outside the heap that are due first, none of them after a time and a {@link KeyState#order}. */
    public boolean loadDue(Reason reason, long throughMs, long throughOrder) {
        Outdoors from = outdoors;
        if (from == null) {
            return false;
        }
        List<byte[]> due = from.keys().due(reason).firstThrough(throughMs, throughOrder);
        due.forEach(key -> load(key, from));
        return !due.isEmpty();
    }

    /** Loads some of the keys outside the heap that a round of updates, or one before, is to give out. */
    public boolean loadForUpdates(int round) {
        Outdoors from = outdoors;
        if (from == null) {
            return false;
        }
        List<byte[]> waiting = from.keys().throughUpdateRound(round);
        waiting.forEach(key -> load(key, from));
        return !waiting.isEmpty();
    }

    /** Whether a key in the heap meets a condition, or one outside it has open windows. */
    public boolean haveOpenWindows(Predicate<KeyState> condition) {
        return (outdoors != null && outdoors.keys().haveOpenWindows()) || keys.anyMatch(condition);
    }

    private @Nullable KeyState load(byte[] key, Outdoors from) {
        ColdKey cold = from.keys().take(key);
        if (cold == null) {
            return null;
        }
        KeyState state = keys.findOrAdd(key);
        rows.load(state, cold, from.rows());
        weigh(state);
        from.watch().loaded(state, cold.closesAtMs());
        return state;
    }

    /**
     * Lets keys leave the heap until what is left takes no more than this, or nothing may leave: those first that no row has
     * come for lately, and none that has changed since {@link #markPersisted}.
     */
    public void evict(long targetBytes) {
        Outdoors to = outdoors;
        if (to == null) {
            return;
        }
        long before = evictions;
        keys.sweep(() -> heapBytes() <= targetBytes, state -> evictIfIdle(state, to));
        if (evictions > before) {
            to.keys().flush();
            to.watch().evicted();
        }
        compactPool();
    }

    private void evictIfIdle(KeyState state, Outdoors to) {
        if (state.isClean() && state != restoring && !state.untouch()) {
            to.keys().put(state.key, ColdKey.of(state, to.watch()));
            keys.remove(state);
            letGo(state);
            state.markEvicted();
            evictions++;
        }
    }

    private void letGo(KeyState state) {
        heap.subtract(keyBytes(state.key) + state.referredBytes());
        if (state.knownFacts() != null) {
            heap.subtract(KeyFacts.HEAP_BYTES);
        }
        state.release();
    }

    /** Keys that are gone leave holes in pages. */
    private void compactPool() {
        for (int blockSize = 1; blockSize <= SlicePool.MAX_BLOCK; blockSize *= 2) {
            if (pool.isSparse(blockSize)) {
                pool.renew(blockSize);
                int size = blockSize;
                keys.forEach(state -> state.relocate(size));
            }
        }
    }

    /** What the references of a slice refer to, to be told {@link #grown} once a row is in it. */
    public long referredBytes(KeyState state, int slice) {
        return hasReferences ? state.slices().referredBytes(slice) : 0;
    }

    /** Notes that a row has entered a slice whose references had so much to refer to. */
    public void grown(KeyState state, int slice, long referredBefore) {
        if (hasReferences) {
            long more = state.slices().referredBytes(slice) - referredBefore;
            setReferredBytes(state, state.referredBytes() + more);
        }
    }

    private void weigh(KeyState state) {
        if (hasReferences) {
            setReferredBytes(state, state.weighReferences());
        }
    }

    private void setReferredBytes(KeyState state, long bytes) {
        int bounded = (int) Math.min(Integer.MAX_VALUE, bytes);
        heap.add(bounded - state.referredBytes());
        state.setReferredBytes(bounded);
    }

    /** Notes that the slice at a position of a key has changed. */
    public void changed(KeyState state, long position) {
        rows.markDirty(state, position);
        state.noteChanged(position);
        if (state.markDirty()) {
            addDirty(state);
        }
    }

    private void addDirty(KeyState state) {
        dirty.add(state);
        dirtyBytes += keyBytes(state.key) + state.slicesHeapBytes() + state.referredBytes();
    }

    /** Notes that a fact about a key has changed, or that its last slice is gone. */
    public void changed(KeyState state) {
        if (state.markDirty()) {
            addDirty(state);
            changedBesideSlices++;
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
        letGo(state);
    }

    /** Keys that changed since {@link #markPersisted}, without those that got a slice first. */
    public int changedBesideSlices() {
        return changedBesideSlices;
    }

    /** Whether anything changed since {@link #markPersisted}. */
    public boolean hasChanges() {
        return !dirty.isEmpty();
    }

    /** Every state row that changed since {@link #markPersisted}, as a full value; null deletes the row. */
    public void forEachChange(BiConsumer<byte[], byte @Nullable []> changes) {
        dirty.forEach(state -> rows.forEachChange(state, changes));
    }

    /** Says that what {@link #forEachChange} gave out is durable, and in {@link ColdRows}. */
    public void markPersisted() {
        for (KeyState state : dirty) {
            rows.markPersisted(state);
            if (!state.isEmpty()) {
                weigh(state);
            }
        }
        dirty.clear();
        dirtyBytes = 0;
        changedBesideSlices = 0;
        compactPool();
    }

    /** What the keys of state rows begin with; what follows is the group key. */
    public List<byte[]> rowPrefixes() {
        return rows.prefixes();
    }

    /** Puts back one persisted row, or its deletion, and returns the state of its key; the one before that is complete. */
    public KeyState restore(byte[] rowKey, byte @Nullable [] value) {
        KeyState state = keys.findOrAdd(StateRows.groupKey(rowKey));
        restoring = state;
        rows.restore(state, rowKey, value);
        weigh(state);
        return state;
    }

    /** Says that every row is restored. */
    public void restored() {
        restoring = null;
    }
}
