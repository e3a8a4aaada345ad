package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import java.util.function.LongPredicate;

/**
 * The live panes of one key, in a ring that grows with the span between its oldest and newest pane.
 *
 * <p>Panes are numbered from the epoch: pane {@code p} is {@code [p × paneMs, (p + 1) × paneMs)}. Pane {@code p} lies in
 * cell {@code p mod capacity}; cells outside {@code [oldest, newest]} are clear. The key also remembers what of it the
 * changelog holds, so that only changed rows are written and only written rows are deleted.
 */
final class KeyState {

    static final long NO_TIME = Long.MIN_VALUE;

    private static final int FIRST_CAPACITY = 8;

    final byte[] key;
    final int hash;
    /** Position among the live keys; kept by {@link KeyTable}. */
    int index;

    private final Accumulators.Layout layout;
    private Accumulators panes;
    private int capacity = FIRST_CAPACITY;
    private long oldest = 0;
    private long newest = -1;

    private boolean isDirty;
    private long dirtyOldest = Long.MAX_VALUE;
    private long dirtyNewest = Long.MIN_VALUE;
    private long persistedChunks;

    private long lastAlertMs = NO_TIME;
    private boolean isAlertDirty;
    private boolean isAlertPersisted;

    KeyState(byte[] key, int hash, Accumulators.Layout layout) {
        this.key = key;
        this.hash = hash;
        this.layout = layout;
        this.panes = new Accumulators(layout, capacity);
    }

    Accumulators panes() {
        return panes;
    }

    boolean hasPanes() {
        return oldest <= newest;
    }

    long oldest() {
        return oldest;
    }

    long newest() {
        return newest;
    }

    /** The cell of a pane within {@code [oldest, newest]}. */
    int cellOf(long pane) {
        return (int) (pane & (capacity - 1));
    }

    /** The cell of a pane that a row is about to enter, after making room for it. */
    int open(long pane) {
        if (!hasPanes()) {
            oldest = pane;
            newest = pane;
        } else if (pane < oldest) {
            reserve(newest - pane + 1);
            oldest = pane;
        } else if (pane > newest) {
            reserve(pane - oldest + 1);
            newest = pane;
        }
        return cellOf(pane);
    }

    /** Clears the panes before one, and the empty ones that follow. */
    void dropBefore(long pane) {
        while (oldest <= newest && (oldest < pane || !panes.isOccupied(cellOf(oldest)))) {
            panes.clear(cellOf(oldest));
            oldest++;
        }
    }

    /** Clears the panes that match, wherever they lie. */
    void clearPanes(LongPredicate condition) {
        for (long pane = oldest; pane <= newest; pane++) {
            if (condition.test(pane)) {
                panes.clear(cellOf(pane));
            }
        }
        dropBefore(oldest);
    }

    private void reserve(long span) {
        if (span <= capacity) {
            return;
        }
        int needed = Math.toIntExact(Long.highestOneBit(span - 1) << 1);
        Accumulators grown = new Accumulators(layout, needed);
        for (long pane = oldest; pane <= newest; pane++) {
            grown.move(panes, cellOf(pane), (int) (pane & (needed - 1)));
        }
        panes = grown;
        capacity = needed;
    }

    /** True if the key was clean until now. */
    boolean markDirty() {
        boolean wasClean = !isDirty;
        isDirty = true;
        return wasClean;
    }

    void markPaneDirty(long pane) {
        dirtyOldest = Math.min(dirtyOldest, pane);
        dirtyNewest = Math.max(dirtyNewest, pane);
    }

    boolean hasDirtyPanes() {
        return dirtyOldest <= dirtyNewest;
    }

    long dirtyOldest() {
        return dirtyOldest;
    }

    long dirtyNewest() {
        return dirtyNewest;
    }

    boolean isPersisted(int chunk) {
        return (persistedChunks & 1L << chunk) != 0;
    }

    void setPersisted(int chunk, boolean persisted) {
        persistedChunks = persisted ? persistedChunks | 1L << chunk : persistedChunks & ~(1L << chunk);
    }

    long lastAlertMs() {
        return lastAlertMs;
    }

    void setLastAlertMs(long timeMs) {
        lastAlertMs = timeMs;
        isAlertDirty = true;
    }

    boolean isAlertDirty() {
        return isAlertDirty;
    }

    boolean isAlertPersisted() {
        return isAlertPersisted;
    }

    void setAlertPersisted(boolean persisted) {
        isAlertPersisted = persisted;
        isAlertDirty = false;
    }

    void markClean() {
        isDirty = false;
        dirtyOldest = Long.MAX_VALUE;
        dirtyNewest = Long.MIN_VALUE;
        isAlertDirty = false;
    }
}
