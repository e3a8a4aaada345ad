package io.pitwall.transforms.row;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree that the wanted paths form: the field names of one object that lead to a wanted column. The root, and
 * only it, also has the fields that match a wanted pattern; they join as they are met. Used by one thread.
 */
final class WantedField {

    static final int NO_SLOT = -1;

    /** Matching fields beyond this, which have names made up as it goes, are matched anew where their order changes. */
    private static final int MAX_CHILDREN = 2 * MatchedNames.MAX_NAMES;

    private final String name;
    private final String path;
    private final FieldMatch[] matches;
    private int slot = NO_SLOT;

    /** What is wanted by its path. */
    private final List<WantedField> children = new ArrayList<>();

    private final Map<String, WantedField> childByName = new HashMap<>();
    private final FieldOrder lastOrder = new FieldOrder();

    /** What else is wanted of this object's fields; none but at the root. */
    private final List<Columns.Matching> patterns;

    private WantedField(String name, String path, FieldMatch[] matches, List<Columns.Matching> patterns) {
        this.name = name;
        this.path = path;
        this.matches = matches;
        this.patterns = patterns;
    }

    /** The root, which is the row itself. */
    static WantedField tree(Columns columns) {
        WantedField root = new WantedField("", "", FieldMatch.NONE, columns.patterns());
        for (ColumnPath path : columns.paths()) {
            root.descendant(path).slot = columns.slotOf(path);
        }
        return root;
    }

    private WantedField descendant(ColumnPath wanted) {
        WantedField field = this;
        for (String child : wanted.names()) {
            field = field.childOnPath(child.intern());
        }
        return field;
    }

    private WantedField childOnPath(String childName) {
        WantedField child = childByName.get(childName);
        if (child == null) {
            child = newChild(childName, FieldMatch.of(childName, patterns));
            childByName.put(childName, child);
            children.add(child);
        }
        return child;
    }

    private WantedField newChild(String childName, FieldMatch[] itsMatches) {
        String childPath = path.isEmpty() ? childName : path + "." + childName;
        return new WantedField(childName, childPath, itsMatches, List.of());
    }

    String name() {
        return name;
    }

    /** As messages show it: the path from the row inwards. */
    String where() {
        return path.isEmpty() ? "the top of the row" : "`" + path + "`";
    }

    /** The slot of the column this field is, {@code NO_SLOT} where only its descendants are wanted. */
    int slot() {
        return slot;
    }

    boolean isColumn() {
        return slot != NO_SLOT;
    }

    boolean hasChildren() {
        return !children.isEmpty();
    }

    /** What is wanted by its path inside this object, and not only because it matches a pattern. */
    Iterable<WantedField> children() {
        return children;
    }

    /** Can any field of this object be wanted, whatever its name? */
    boolean hasPatterns() {
        return !patterns.isEmpty();
    }

    /** Hands this field's value to the patterns that it matches. */
    void match(Cell value, Row row) {
        for (FieldMatch match : matches) {
            match.take(value, row);
        }
    }

    /** Sets the cells of all that is wanted inside this field to null, so that of two equal fields the last one counts. */
    void clear(Row row) {
        for (WantedField child : children) {
            if (child.isColumn()) {
                row.cell(child.slot).setNull();
            }
            child.clear(row);
        }
    }

    /** What is wanted of the field with this name, which is the n-th (from 0) of its object; null for nothing. */
    @Nullable
    WantedField child(String childName, int index) {
        if (lastOrder.has(childName, index)) {
            return lastOrder.field(index);
        }
        WantedField child = childByName.get(childName);
        if (child == null) {
            child = matching(childName);
        }
        lastOrder.remember(childName, index, child);
        return child;
    }

    private @Nullable WantedField matching(String childName) {
        FieldMatch[] found = FieldMatch.of(childName, patterns);
        if (found.length == 0) {
            return null;
        }
        WantedField field = newChild(childName, found);
        if (childByName.size() < MAX_CHILDREN) {
            childByName.put(childName, field);
        }
        return field;
    }
}
