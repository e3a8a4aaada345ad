package io.pitwall.sink.windowing.keyed;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Blocks of slices for keys that have few of them each. Keys share pages of arrays, since two arrays of their own would cost
 * a key as much as its sums.
 *
 * <p>Blocks come in powers of two. A page holds blocks of one size, and the pages of a size are let go when its last block is
 * given back, or when all keys have moved to other pages because too much of these is free: see {@link #isSparse}.
 */
final class SlicePool {

    /** Most slices in one block. */
    static final int MAX_BLOCK = 64;

    private static final int PAGE_SLICES = 1024;
    /** Fewer free ones are not worth a move. */
    private static final int MIN_SPARSE_SLICES = 16 * PAGE_SLICES;

    private final Accumulators.Layout layout;
    private final HeapUse heap;
    private final Size[] sizes = new Size[Integer.numberOfTrailingZeros(MAX_BLOCK) + 1];

    /** A run of cleared slices of one page. */
    record Block(Accumulators page, int first) {}

    /** The pages for blocks of one size. */
    private final class Size {
        private final int blockSize;
        private final Deque<Block> free = new ArrayDeque<>();
        /** Slices in blocks that keys have. */
        private long used;

        private long allocated;
        private Accumulators page;
        private int nextInPage;

        Size(int blockSize) {
            this.blockSize = blockSize;
            page = newPage();
        }

        private Accumulators newPage() {
            allocated += PAGE_SLICES;
            nextInPage = 0;
            return new Accumulators(layout, PAGE_SLICES);
        }

        Block take() {
            used += blockSize;
            Block returned = free.pollLast();
            return returned == null ? carve() : returned;
        }

        private Block carve() {
            if (nextInPage == PAGE_SLICES) {
                page = newPage();
            }
            Block block = new Block(page, nextInPage);
            nextInPage += blockSize;
            return block;
        }
    }

    SlicePool(Accumulators.Layout layout, HeapUse heap) {
        this.layout = layout;
        this.heap = heap;
    }

    HeapUse heap() {
        return heap;
    }

    long sliceBytes() {
        return Accumulators.sliceBytes(layout);
    }

    /** A block of cleared slices. */
    Block take(int slices) {
        heap.add(slices * sliceBytes());
        int power = Integer.numberOfTrailingZeros(slices);
        Size size = sizes[power];
        if (size == null) {
            size = new Size(slices);
            sizes[power] = size;
        }
        return size.take();
    }

    /** Takes a block back, whose slices must be cleared. */
    void giveBack(Accumulators page, int first, int slices) {
        heap.subtract(slices * sliceBytes());
        int power = Integer.numberOfTrailingZeros(slices);
        Size size = sizes[power];
        size.used -= slices;
        if (size.used == 0) {
            sizes[power] = null;
        } else {
            size.free.addLast(new Block(page, first));
        }
    }

    /** Whether over a quarter of the pages for blocks of a size is free. */
    boolean isSparse(int blockSize) {
        Size size = sizes[Integer.numberOfTrailingZeros(blockSize)];
        return size != null && size.allocated - size.used > Math.max(MIN_SPARSE_SLICES, size.allocated / 4);
    }

    /**
     * Takes blocks of a size from new pages from now on. Every key that has one must then move, and be told of it with {@link
     * #abandon}.
     */
    void renew(int blockSize) {
        sizes[Integer.numberOfTrailingZeros(blockSize)] = null;
    }

    /** Says that a block is left behind in pages from before {@link #renew}. */
    void abandon(int slices) {
        heap.subtract(slices * sliceBytes());
    }
}
