package io.pitwall.transforms.row;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/**
 * The names of the columns that match a pattern and have held a number, each with an id: 0, 1, 2 and so on in order of
 * first sight. Ids are good for as long as this object lives, not longer. Not thread-safe.
 */
public final class MatchedNames {

    /** A record with names made up as it goes, such as ids, must not fill the heap. */
    public static final int MAX_NAMES = 10_000;

    static final int UNSEEN = -1;

    private final ColumnPattern pattern;
    private final Map<String, Integer> idByName = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    MatchedNames(ColumnPattern pattern) {
        this.pattern = pattern;
    }

    ColumnPattern pattern() {
        return pattern;
    }

    /** The id of a name, given out now if there is none yet. Throws {@link DataException} for one name too many. */
    public int idOf(String name) {
        int known = find(name);
        return known == UNSEEN ? add(name) : known;
    }

    private int add(String name) {
        if (names.size() == MAX_NAMES) {
            throw new DataException("Expected at most " + MAX_NAMES + " columns that match `" + pattern
                    + "`, found one more; narrow the pattern, or move what varies from names to values");
        }
        idByName.put(name, names.size());
        names.add(name);
        return names.size() - 1;
    }

    int find(String name) {
        return idByName.getOrDefault(name, UNSEEN);
    }

    /** The name with this id, which must have been given out. */
    public String name(int id) {
        return names.get(id);
    }

    /** How many ids are given out. */
    public int size() {
        return names.size();
    }
}
