package io.pitwall.source.http.decode.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names that occurred so far in the objects that are open, to tell a name that occurs twice in its object. Reused
 * from object to object; allocates nothing for one.
 *
 * <p>One hash table for all levels. The names are on a stack, innermost object on top, and chained per bucket from the
 * top down: a search ends where its chain leaves the innermost object, and closing an object takes its names off the
 * heads of their chains.
 *
 * <pre>
 *   names   a  b │ x  y  z          {"a": 1, "b": {"x": 1, "y": 1, "z": …
 *          outer │ innermost
 * </pre>
 *
 * <p>Names chosen to share a hash code would make the chains long: an object that has such a chain goes on with a
 * {@link HashSet}, which orders what collides.
 */
public final class FieldNames {

    private static final int INITIAL_NAMES = 32;
    private static final int MAX_CHAIN = 32;
    private static final int END_OF_CHAIN = -1;

    /** A name of a few characters, its places in this table and the parser's, and in a set should it come to that. */
    private static final int BYTES_PER_NAME = 160;

    private final int[] objectStarts = new int[Json.MAX_DEPTH];
    private final Map<Integer, Set<String>> crowdedByDepth = new HashMap<>();

    private String[] names = new String[INITIAL_NAMES];
    private int[] below = new int[INITIAL_NAMES];
    private int[] heads = emptyHeads(INITIAL_NAMES);
    private int size;
    private int depth;

    public void openObject() {
        objectStarts[depth++] = size;
    }

    public void closeObject() {
        if (!crowdedByDepth.isEmpty()) {
            crowdedByDepth.remove(depth);
        }
        int start = objectStarts[--depth];
        while (size > start) {
            size--;
            heads[bucketOf(names[size])] = below[size];
        }
    }

    /** Whether there is room for another name; {@link #grow} makes some. */
    public boolean isFull() {
        return size == names.length;
    }

    /** What {@link #grow} will take from the heap, the new names included. */
    public long bytesToGrow() {
        return (long) BYTES_PER_NAME * names.length;
    }

    /** What every {@link #grow} so far has taken from the heap. */
    public long grownBytes() {
        return (long) BYTES_PER_NAME * (names.length - INITIAL_NAMES);
    }

    public void grow() {
        names = Arrays.copyOf(names, 2 * names.length);
        below = Arrays.copyOf(below, names.length);
        heads = emptyHeads(names.length);
        for (int i = 0; i < size; i++) {
            chain(i);
        }
    }

    /** Notes a name of the innermost object; false where that has it already. There must be room. */
    public boolean add(String name) {
        if (!crowdedByDepth.isEmpty() && crowdedByDepth.containsKey(depth)) {
            return addCrowded(name);
        }
        int start = objectStarts[depth - 1];
        int steps = 0;
        for (int i = heads[bucketOf(name)]; i >= start; i = below[i]) {
            if (names[i].equals(name)) {
                return false;
            }
            if (++steps > MAX_CHAIN) {
                return addCrowded(name);
            }
        }
        push(name);
        return true;
    }

    private boolean addCrowded(String name) {
        Set<String> all = crowdedByDepth.computeIfAbsent(
                depth, ignored -> new HashSet<>(Arrays.asList(names).subList(objectStarts[depth - 1], size)));
        if (!all.add(name)) {
            return false;
        }
        push(name);
        return true;
    }

    private void push(String name) {
        names[size] = name;
        chain(size);
        size++;
    }

    private void chain(int index) {
        int bucket = bucketOf(names[index]);
        below[index] = heads[bucket];
        heads[bucket] = index;
    }

    private int bucketOf(String name) {
        int hash = name.hashCode();
        return (hash ^ (hash >>> 16)) & (heads.length - 1);
    }

    /** Twice as many buckets as names, a power of two. */
    private static int[] emptyHeads(int names) {
        int[] heads = new int[2 * names];
        Arrays.fill(heads, END_OF_CHAIN);
        return heads;
    }

    /** After a text that broke off: forgets every open object. */
    public void reset() {
        while (depth > 0) {
            closeObject();
        }
    }
}
