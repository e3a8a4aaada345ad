package io.pitwall.transforms.row;

import java.util.Arrays;
import java.util.List;

/** A field at the top of the row together with a pattern that its name matches. Used by one thread. */
final class FieldMatch {

    static final FieldMatch[] NONE = {};

    private final String name;
    private final Columns.Matching wanted;

    /** Given out with the first number, so that fields which never hold one take no part. */
    private int id = MatchedNames.UNSEEN;

    private FieldMatch(String name, Columns.Matching wanted) {
        this.name = name;
        this.wanted = wanted;
    }

    /** One for each pattern that the name matches. */
    static FieldMatch[] of(String name, List<Columns.Matching> patterns) {
        FieldMatch[] matches = NONE;
        for (Columns.Matching wanted : patterns) {
            if (wanted.names().pattern().matches(name)) {
                matches = Arrays.copyOf(matches, matches.length + 1);
                matches[matches.length - 1] = new FieldMatch(name, wanted);
            }
        }
        return matches;
    }

    /** Adds the field's value to the row's matching columns; what is no number replaces one from an equal field before. */
    void take(Cell value, Row row) {
        NumericColumns columns = NumericColumns.in(row.cell(wanted.slot()));
        if (value.isNumber()) {
            if (id == MatchedNames.UNSEEN) {
                id = wanted.names().idOf(name);
            }
            columns.put(id, value);
        } else if (isKnown()) {
            columns.remove(id);
        }
    }

    /** Another match of the same name may have been first to see a number. */
    private boolean isKnown() {
        if (id == MatchedNames.UNSEEN) {
            id = wanted.names().find(name);
        }
        return id != MatchedNames.UNSEEN;
    }
}
