package io.pitwall.source.http.decode;

import io.pitwall.source.http.decode.RefusedBodyException.OverBudget;

/**
 * The account of what one body holds in the heap. Asks the budget before anything is allocated; what was reserved for the
 * announced length is used up first.
 */
final class HeldBytes {

    /** One row: its place in the text, its record on the way through the worker, short texts for key and id. */
    static final long PER_ROW = 256;

    private static final int ROWS_AT_ONCE = 32;

    private final MemoryBudget budget;
    private final long announcedBytes;
    private long reservedBytes;
    private long heldBytes;
    private int prepaidRows;

    /** @param announcedBytes reserved by the caller already, and given back from here */
    HeldBytes(MemoryBudget budget, long announcedBytes) {
        this.budget = budget;
        this.announcedBytes = announcedBytes;
        this.reservedBytes = announcedBytes;
    }

    long heldBytes() {
        return heldBytes;
    }

    boolean tryHold(long bytes) {
        long missing = heldBytes + bytes - reservedBytes;
        if (missing > 0) {
            if (!budget.tryGrow(missing)) {
                return false;
            }
            reservedBytes += missing;
        }
        heldBytes += bytes;
        return true;
    }

    void hold(long bytes) throws OverBudget {
        if (!tryHold(bytes)) {
            throw new OverBudget(heldBytes + bytes);
        }
    }

    void giveBack(long bytes) {
        heldBytes -= bytes;
        shrinkTo(Math.max(heldBytes, announcedBytes));
    }

    void holdRow() throws OverBudget {
        if (prepaidRows == 0) {
            prepayRows();
        }
        prepaidRows--;
    }

    /** Spares the budget, which others use too, most of the questions. */
    private void prepayRows() throws OverBudget {
        if (tryHold(ROWS_AT_ONCE * PER_ROW)) {
            prepaidRows = ROWS_AT_ONCE;
        } else {
            hold(PER_ROW);
            prepaidRows = 1;
        }
    }

    /** The body is complete: what was reserved and is not held goes back. */
    void settle() {
        heldBytes -= prepaidRows * PER_ROW;
        prepaidRows = 0;
        shrinkTo(heldBytes);
    }

    void giveBackAll() {
        heldBytes = 0;
        prepaidRows = 0;
        shrinkTo(0);
    }

    private void shrinkTo(long bytes) {
        if (bytes < reservedBytes) {
            budget.shrink(reservedBytes - bytes);
            reservedBytes = bytes;
        }
    }
}
