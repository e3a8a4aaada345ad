package io.pitwall.transforms.row;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree that the wanted paths form: the field names of one object that lead to a wanted column.
 *
 * <p>Most producers write the fields of every row in one order. So each object remembers the order it last saw: while
 * that holds, a field costs one comparison of references, wanted or not. Jackson interns names, and so are ours. Used
 * by one thread.
 */
final class WantedField {

    static final int NO_SLOT = -1;

    /** Objects with more fields than this have the rest looked up. */
    private static final int MAX_REMEMBERED = 256;

    private final String name;
    private final String path;
    private int slot = NO_SLOT;
    private final Map<String, WantedField> children = new LinkedHashMap<>();

    private String[] lastNames = new String[16];
    private @Nullable WantedField[] lastFields = new WantedField[16];
    private int lastCount;

    private WantedField(String name, String path) {
        this.name = name;
        this.path = path;
    }

    /** The root, which is the row itself. */
    static WantedField tree(Columns columns) {
        WantedField root = new WantedField("", "");
        for (ColumnPath path : columns.paths()) {
            root.descendant(path).slot = columns.slotOf(path);
        }
        return root;
    }

    private WantedField descendant(ColumnPath wanted) {
        WantedField field = this;
        for (String child : wanted.names()) {
            WantedField parent = field;
            field = field.children.computeIfAbsent(child.intern(), parent::child);
        }
        return field;
    }

    private WantedField child(String childName) {
        return new WantedField(childName, path.isEmpty() ? childName : path + "." + childName);
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

    Iterable<WantedField> children() {
        return children.values();
    }

    /** Sets the cells of all that is wanted inside this field to null, so that of two equal fields the last one counts. */
    void clear(Row row) {
        for (WantedField child : children.values()) {
            if (child.isColumn()) {
                row.cell(child.slot).setNull();
            }
            child.clear(row);
        }
    }

    /** What is wanted of the field with this name, which is the n-th (from 0) of its object; null for nothing. */
    @Nullable
    WantedField child(String childName, int index) {
        if (index < lastCount && same(lastNames[index], childName)) {
            return lastFields[index];
        }
        WantedField child = children.get(childName);
        if (index < MAX_REMEMBERED) {
            remember(childName, index, child);
        }
        return child;
    }

    // Equal names that are different objects only miss the guess and are looked up.
    @SuppressWarnings({"StringEquality", "ReferenceEquality"})
    private static boolean same(String a, String b) {
        return a == b;
    }

    private void remember(String childName, int index, @Nullable WantedField child) {
        if (index == lastNames.length) {
            lastNames = Arrays.copyOf(lastNames, 2 * index);
            lastFields = Arrays.copyOf(lastFields, 2 * index);
        }
        lastNames[index] = childName;
        lastFields[index] = child;
        lastCount = Math.max(lastCount, index + 1);
    }
}
