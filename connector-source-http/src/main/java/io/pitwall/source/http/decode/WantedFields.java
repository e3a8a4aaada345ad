package io.pitwall.source.http.decode;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields the decoder looks at: those that a record may inherit, and those that make its key and its message's id. Immutable. */
final class WantedFields {

    /**
     * What one name means.
     *
     * @param inheritedIndex number among the names that a record may inherit; {@link #NOT_INHERITED} for the others
     * @param isEnvelope whether it is copied from beside the array of records
     */
    record Wanted(int inheritedIndex, boolean isEnvelope, boolean isKey, boolean isScope, boolean isId) {

        boolean isInherited() {
            return inheritedIndex != NOT_INHERITED;
        }
    }

    private static final int NOT_INHERITED = -1;

    private final Map<String, Wanted> byName = new HashMap<>();
    private final List<RequestColumn> columns;
    private final Inherited columnsAlone;

    WantedFields(RecordSettings settings, List<RequestColumn> columns) {
        this.columns = List.copyOf(columns);
        Set<String> inherited = new LinkedHashSet<>(settings.envelopeFields());
        columns.forEach(column -> inherited.add(column.name()));
        Set<String> all = new LinkedHashSet<>(inherited);
        Optional<String> scopeField =
                settings.messageId().map(MessageIdFields::scopeField).filter(name -> !name.isEmpty());
        Optional<String> idField = settings.messageId().map(MessageIdFields::idField);
        settings.keyField().ifPresent(all::add);
        scopeField.ifPresent(all::add);
        idField.ifPresent(all::add);
        // The inherited names come first in the set.
        int index = 0;
        for (String name : all) {
            byName.put(
                    name,
                    new Wanted(
                            inherited.contains(name) ? index : NOT_INHERITED,
                            settings.envelopeFields().contains(name),
                            settings.keyField().filter(name::equals).isPresent(),
                            scopeField.filter(name::equals).isPresent(),
                            idField.filter(name::equals).isPresent()));
            index++;
        }
        this.columnsAlone = columns.isEmpty()
                ? Inherited.NOTHING
                : new Inherited.Builder().addColumns(this).build();
    }

    /** Null for the names that mean nothing, which most do. */
    @Nullable
    Wanted find(String name) {
        return byName.get(name);
    }

    /** What the request itself says about key and message. */
    void takeColumns(WantedTexts texts) {
        for (RequestColumn column : columns) {
            Wanted field = byName.get(column.name());
            if (field != null) {
                texts.take(field, column.value());
            }
        }
    }

    List<RequestColumn> columns() {
        return columns;
    }

    /** What a record inherits that has no envelope. */
    Inherited columnsAlone() {
        return columnsAlone;
    }
}
