package io.pitwall.source.http.decode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rows of a body. */
public final class DecodedBody {

    private final List<Row> rows;
    private final long heldBytes;

    DecodedBody(List<Row> rows, long heldBytes) {
        this.rows = List.copyOf(rows);
        this.heldBytes = heldBytes;
    }

    /** In the order of the body. */
    public List<Row> rows() {
        return rows;
    }

    /** Distinct, in order of first occurrence; empty where messages are not told apart. */
    public Collection<MessageId> messageIds() {
        Set<MessageId> distinct = new LinkedHashSet<>();
        rows.forEach(row -> row.messageId().ifPresent(distinct::add));
        return new ArrayList<>(distinct);
    }

    /** What of the budget the rows occupy; to be given back when they are gone. */
    public long heldBytes() {
        return heldBytes;
    }
}
