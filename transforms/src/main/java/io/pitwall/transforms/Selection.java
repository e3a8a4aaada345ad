package io.pitwall.transforms;

import io.pitwall.transforms.expression.ExpressionException;
import io.pitwall.transforms.expression.Parser;
import io.pitwall.transforms.expression.SelectItem;
import io.pitwall.transforms.expression.Syntax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns that a {@code select} asks for, by name or with {@code *}. */
final class Selection {

    private static final int NO_STAR = -1;

    /** What is named, in order, without the star. */
    private final List<SelectedColumn> named = new ArrayList<>();

    private final Map<String, SelectedColumn> namedByName = new HashMap<>();

    /** How many named columns come before the star. */
    private int namedBeforeStar = NO_STAR;

    private Selection() {}

    /**
     * @throws ExpressionException for the first item that is wrong, with its position
     */
    static Selection parse(String select) {
        Selection selection = new Selection();
        for (SelectItem item : Parser.parseSelect(select)) {
            selection.add(item);
        }
        return selection;
    }

    private void add(SelectItem item) {
        Syntax syntax = item.expression();
        if (syntax instanceof Syntax.Star) {
            namedBeforeStar = named.size();
            return;
        }
        SelectedColumn column = syntax instanceof Syntax.Column moved
                ? new SelectedColumn.Moved(item.name(), moved.path())
                : new SelectedColumn.Computed(item.name(), syntax, RowExpression.compile(syntax));
        named.add(column);
        namedByName.put(column.name(), column);
    }

    /** The columns made of a row that has these fields, in order. A named column takes the place of a field of its name. */
    List<SelectedColumn> columns(Set<String> fields) {
        if (namedBeforeStar == NO_STAR) {
            return named;
        }
        List<SelectedColumn> columns = new ArrayList<>(named.size() + fields.size());
        addNewOf(named.subList(0, namedBeforeStar), fields, columns);
        for (String field : fields) {
            SelectedColumn replacement = namedByName.get(field);
            columns.add(replacement == null ? new SelectedColumn.Kept(field) : replacement);
        }
        addNewOf(named.subList(namedBeforeStar, named.size()), fields, columns);
        return columns;
    }

    private static void addNewOf(List<SelectedColumn> named, Set<String> fields, List<SelectedColumn> columns) {
        for (SelectedColumn column : named) {
            if (!fields.contains(column.name())) {
                columns.add(column);
            }
        }
    }
}
