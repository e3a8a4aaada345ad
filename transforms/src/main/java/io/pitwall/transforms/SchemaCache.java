package io.pitwall.transforms;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was derived from each of the schemas met lately, found again by equality: a converter may hand over a new, equal
 * instance with every record, and a sink that sees a new output schema starts a new file or registers a new version.
 *
 * <p>Holds so many that a topic of mixed records does not evict what the next record needs, and no more, since shapes may
 * come from the data. The least recently used goes first. Thread-safe.
 */
final class SchemaCache<K, V> {

    static final int MAX_ENTRIES = 512;

    private final Map<K, V> derivedByKey = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /** The value derived from this key, now or earlier; a derivation that throws leaves nothing behind. */
    synchronized V get(K key, Function<K, V> derivation) {
        @Nullable V known = derivedByKey.get(key);
        if (known == null) {
            known = derivation.apply(key);
            derivedByKey.put(key, known);
        }
        return known;
    }
}
