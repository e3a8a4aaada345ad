package io.pitwall.source.http.decode;

import io.pitwall.source.http.decode.RefusedBodyException.OverBudget;
import java.util.ArrayList;
import java.util.List;

/** The rows found so far in one body, with what they hold. */
final class Rows {

    /** A state to come back to. */
    record Mark(int size, int recordsSeen, long heldBytes) {}

    private final HeldBytes held;
    private final List<Row> rows = new ArrayList<>();
    private int recordsSeen;
    private long rowsHold;

    Rows(HeldBytes held) {
        this.held = held;
    }

    /** Accounts for the next row; to be called before it is made. */
    void makeRoom() throws OverBudget {
        held.holdRow();
        rowsHold += HeldBytes.PER_ROW;
    }

    void add(Row row) {
        rows.add(row);
    }

    /** Accounts for text that lives as long as the rows. */
    void holdText(long bytes) throws OverBudget {
        held.hold(bytes);
        rowsHold += bytes;
    }

    /** Takes over what is accounted for already. */
    void adoptText(long bytes) {
        rowsHold += bytes;
    }

    void dropText(long bytes) {
        held.giveBack(bytes);
        rowsHold -= bytes;
    }

    int size() {
        return rows.size();
    }

    List<Row> from(int first) {
        return rows.subList(first, rows.size());
    }

    /** The zero-based position of the next record, what is no record but stands in the place of one counted too. */
    int recordsSeen() {
        return recordsSeen;
    }

    void sawRecord() {
        recordsSeen++;
    }

    Mark mark() {
        return new Mark(rows.size(), recordsSeen, rowsHold);
    }

    void rewind(Mark mark) {
        rows.subList(mark.size(), rows.size()).clear();
        recordsSeen = mark.recordsSeen();
        held.giveBack(rowsHold - mark.heldBytes());
        rowsHold = mark.heldBytes();
    }

    /** Drops the rows, and goes on counting. */
    void drop() {
        rows.clear();
        held.giveBack(rowsHold);
        rowsHold = 0;
    }
}
