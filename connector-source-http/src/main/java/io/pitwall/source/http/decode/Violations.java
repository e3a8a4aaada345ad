package io.pitwall.source.http.decode;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.List;

/** The violations found so far in one body; only the first {@value #MAX_KEPT} are kept. */
final class Violations {

    private static final int MAX_KEPT = 20;

    private final List<Violation> kept = new ArrayList<>();
    private String place = "";
    private int recordIndex;

    /** The line that what is added from now on stands on. */
    void atLine(long line) {
        place = "Line " + line + ": ";
    }

    /** The record that what is added from now on belongs to. */
    void atRecord(int index) {
        recordIndex = index;
    }

    void add(JsonPointer pointer, String detail) {
        if (kept.size() < MAX_KEPT) {
            kept.add(new Violation(recordIndex, pointer.toString(), place + detail));
        }
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    boolean isFull() {
        return kept.size() == MAX_KEPT;
    }

    void clear() {
        kept.clear();
    }

    List<Violation> list() {
        return List.copyOf(kept);
    }
}
