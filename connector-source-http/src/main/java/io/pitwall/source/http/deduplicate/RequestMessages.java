package io.pitwall.source.http.deduplicate;

import io.pitwall.source.http.decode.MessageId;
import io.pitwall.source.http.decode.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which message each row of a request is part of. Immutable. */
public final class RequestMessages {

    /** No row is deduplicated. */
    public static final RequestMessages NONE = new RequestMessages(Set.of(), List.of());

    private final Set<MessageKey> all;
    private final Optional<MessageKey> first;
    /** In the order of the rows; empty where all of them are part of the same message, or none is of any. */
    private final List<Optional<MessageKey>> byRow;

    private RequestMessages(Set<MessageKey> all, List<Optional<MessageKey>> byRow) {
        this.all = Set.copyOf(all);
        this.first = all.stream().findFirst();
        this.byRow = List.copyOf(byRow);
    }

    /** The request is one message. */
    public static RequestMessages of(MessageKey whole) {
        return new RequestMessages(Set.of(whole), List.of());
    }

    /**
     * Each row says which message it is part of, or none does.
     *
     * @param route the path as configured
     */
    public static RequestMessages of(String route, List<Row> rows) {
        // What tells messages apart is costly to compute, and most rows of a request are part of the same one.
        Map<MessageId, Optional<MessageKey>> keys = new HashMap<>();
        List<Optional<MessageKey>> byRow = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Optional<MessageId> id = row.messageId();
            if (id.isEmpty()) {
                return NONE;
            }
            byRow.add(keys.computeIfAbsent(id.get(), known -> Optional.of(MessageKey.of(route, known))));
        }
        Set<MessageKey> all = keys.values().stream().flatMap(Optional::stream).collect(Collectors.toSet());
        return new RequestMessages(all, all.size() > 1 ? byRow : List.of());
    }

    /** Each once. */
    public Set<MessageKey> all() {
        return all;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** @param row its place in the request, from 0 */
    public Optional<MessageKey> ofRow(int row) {
        return byRow.isEmpty() ? first : byRow.get(row);
    }
}
