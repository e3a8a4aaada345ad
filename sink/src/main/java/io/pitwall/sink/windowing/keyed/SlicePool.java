package io.pitwall.sink.windowing.keyed;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Blocks of slices for keys that have few of them each. Keys share pages of arrays, since two arrays of their own would cost
 * a key as much as its sums.
 *
 * <p>Blocks come in powers of two. A page holds blocks of one size, and the pages of a size are let go when its last block is
 * given back.
 */
final class SlicePool {

    /** Most slices in one block. */
    static final int MAX_BLOCK = 64;

    private static final int PAGE_SLICES = 1024;

    private final Accumulators.Layout layout;
    private final Size[] sizes = new Size[Integer.numberOfTrailingZeros(MAX_BLOCK) + 1];

    /** A run of cleared slices of one page. */
    record Block(Accumulators page, int first) {}

    private static final class Size {
        private final Deque<Block> free = new ArrayDeque<>();
        private int used;
        private Accumulators page;
        private int nextInPage;

        Size(Accumulators page) {
            this.page = page;
        }
    }

    SlicePool(Accumulators.Layout layout) {
        this.layout = layout;
    }

    /** A block of cleared slices. */
    Block take(int slices) {
        int power = Integer.numberOfTrailingZeros(slices);
        Size size = sizes[power];
        if (size == null) {
            size = new Size(new Accumulators(layout, PAGE_SLICES));
            sizes[power] = size;
        }
        size.used++;
        Block returned = size.free.pollLast();
        return returned == null ? carve(size, slices) : returned;
    }

    private Block carve(Size size, int slices) {
        if (size.nextInPage == PAGE_SLICES) {
            size.page = new Accumulators(layout, PAGE_SLICES);
            size.nextInPage = 0;
        }
        Block block = new Block(size.page, size.nextInPage);
        size.nextInPage += slices;
        return block;
    }

    /** Takes a block back, whose slices must be cleared. */
    void giveBack(Accumulators page, int first, int slices) {
        int power = Integer.numberOfTrailingZeros(slices);
        Size size = sizes[power];
        if (--size.used == 0) {
            sizes[power] = null;
        } else {
            size.free.addLast(new Block(page, first));
        }
    }
}
