package io.pitwall.sink.windowing.keyed;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows about one key: its slices in order of position, and the few facts that outlive windows. It also
 * remembers what of it the changelog holds, so that only changed rows are written and only written rows are deleted.
 *
 * <p>A position is the number of a pane, an instant in ms, the start of a session in ms: whatever the kind of windows
 * orders its slices by. Ranks count the slices from the oldest, 0; some of them may be unoccupied.
 *
 * <p>Extended rather than composed, since there may be a million of them: every object and field counts.
 */
public abstract class KeyState {

    /** No time at all. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** Greater than every {@link #order}. */
    public static final long ALL = 1L << Integer.SIZE;

    public final byte[] key;
    final int hash;

    private @Nullable KeyFacts facts;
    private @Nullable Due due;
    /** An estimate of what the references of its slices refer to. */
    private int referredBytes;

    private boolean isDirty;
    /** Whether a row has come for it since the last look for keys to evict. */
    private boolean isTouched;

    private boolean isEvicted;
    /** Bits of the state row slots whose content has changed since it was persisted. */
    private long dirtySlots;

    private long persistedSlots;

    KeyState(byte[] key, int hash) {
        this.key = key;
        this.hash = hash;
    }

    /** Where the key comes among all keys, wherever and whenever they are visited; very few keys share it. */
    public long order() {
        return Integer.toUnsignedLong(hash);
    }

    /** Slices from the oldest to the newest. */
    public abstract int size();

    /** The position of the slice at a rank. */
    public abstract long positionAt(int rank);

    /** Where the accumulators of the slice at a rank lie in {@link #slices}. */
    public abstract int sliceAt(int rank);

    /** How many slices lie before a position. */
    public abstract int rankOf(long position);

    /** The accumulators of this key's slices; may change with {@link #open}. */
    public abstract Accumulators slices();

    /** The slice at a position, made if need be, occupied from now on. */
    public abstract int open(long position);

    /** Forgets the slices before a position, and the unoccupied ones that follow. */
    public abstract void dropBefore(long position);

    /** Forgets the slices at the positions of a range, wherever they lie. */
    public abstract void drop(long fromPosition, long toPosition);

    /** What combines the windows that close. */
    public abstract Combiner closing();

    /** What combines the window that stream time is in, which is ahead of those that close by the grace. */
    public abstract Combiner current();

    /** An estimate of what the slices and their combiners take on the heap, without what their references refer to. */
    abstract long slicesHeapBytes();

    /** The same for the references. Cost: O(slices). */
    long weighReferences() {
        long bytes = combinersReferredBytes();
        for (int rank = 0; rank < size(); rank++) {
            bytes += slices().referredBytes(sliceAt(rank));
        }
        return bytes;
    }

    /** What the references of its combiners refer to. */
    abstract long combinersReferredBytes();

    /** What the key counts against. */
    abstract HeapUse heap();

    /** Moves its slices to another block of the {@link SlicePool}, if they are in one of this size. */
    void relocate(int blockSize) {}

    /** Gives back what the slices took; the key is used no more. */
    abstract void release();

    /** Tells the combiners that the slice at a position has changed. */
    abstract void noteChanged(long position);

    public boolean isEmpty() {
        return size() == 0;
    }

    /** Of a key that is not empty. */
    public long oldest() {
        return positionAt(0);
    }

    /** Of a key that is not empty. */
    public long newest() {
        return positionAt(size() - 1);
    }

    /** The facts, if there are any. */
    public @Nullable KeyFacts knownFacts() {
        return facts;
    }

    public KeyFacts facts() {
        if (facts == null) {
            facts = new KeyFacts();
            heap().add(KeyFacts.HEAP_BYTES);
        }
        return facts;
    }

    /** When the key's next window closes, or earlier; where windows wait for that key by key. */
    public @Nullable Due due() {
        return due;
    }

    public void setDue(@Nullable Due nextDue) {
        due = nextDue;
    }

    int referredBytes() {
        return referredBytes;
    }

    void setReferredBytes(int bytes) {
        referredBytes = bytes;
    }

    void touch() {
        isTouched = true;
    }

    /** Whether it was touched; asked again, no more. */
    boolean untouch() {
        boolean wasTouched = isTouched;
        isTouched = false;
        return wasTouched;
    }

    void markEvicted() {
        isEvicted = true;
        due = null;
    }

    /** Whether the key has left the heap, so that this is the state of nothing. */
    public boolean isEvicted() {
        return isEvicted;
    }

    boolean isClean() {
        return !isDirty && (facts == null || !facts.isDirty());
    }

    /** True if the key was clean until now. */
    boolean markDirty() {
        boolean wasClean = !isDirty;
        isDirty = true;
        return wasClean;
    }

    void markDirtySlot(int slot) {
        dirtySlots |= 1L << slot;
    }

    /** Marks all that was persisted. */
    void markPersistedSlotsDirty() {
        dirtySlots |= persistedSlots;
    }

    long dirtySlots() {
        return dirtySlots;
    }

    long persistedSlots() {
        return persistedSlots;
    }

    void setPersistedSlots(long slots) {
        persistedSlots = slots;
    }

    void markClean() {
        isDirty = false;
        dirtySlots = 0;
    }
}
