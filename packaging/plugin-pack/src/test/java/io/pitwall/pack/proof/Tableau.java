package io.pitwall.pack.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Many things by what tells them apart, to be compared in one pass.
 *
 * @param byKey what there is of each, as text
 * @param repeated the keys of those there are several of
 */
record Tableau<K>(Map<K, String> byKey, List<K> repeated) {

    static <T, K> Tableau<K> of(Collection<T> things, Function<T, K> key, Function<T, String> contents) {
        Map<K, String> byKey = new HashMap<>();
        List<K> repeated = new ArrayList<>();
        for (T thing : things) {
            if (byKey.put(key.apply(thing), contents.apply(thing)) != null) {
                repeated.add(key.apply(thing));
            }
        }
        return new Tableau<>(byKey, repeated);
    }

    /** What is missing here, what should not be here, and what is not the same. */
    List<String> differencesFrom(Tableau<K> expected) {
        List<String> differences = new ArrayList<>();
        expected.byKey.forEach((key, contents) -> {
            String found = byKey.get(key);
            if (!contents.equals(found)) {
                differences.add(key + ": expected " + contents + ", found " + found);
            }
        });
        byKey.forEach((key, contents) -> {
            if (!expected.byKey.containsKey(key)) {
                differences.add(key + ": expected none, found " + contents);
            }
        });
        return differences;
    }
}
