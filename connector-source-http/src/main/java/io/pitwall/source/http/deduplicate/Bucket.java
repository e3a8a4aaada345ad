package io.pitwall.source.http.deduplicate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of the messages that share a bucket. Immutable.
 *
 * @param entries the latest used first, each fingerprint once
 */
record Bucket(List<Entry> entries) {

    static final Bucket EMPTY = new Bucket(List.of());

    /** Bounds memory, and what each message of the bucket costs in the worker's offsets topic: 128 names take 3.5 KiB there. */
    static final int MAX_ENTRIES = 128;

    Bucket {
        entries = List.copyOf(entries);
    }

    /** @param aliveSinceMs an entry last used before that has expired */
    Sight sightOf(MessageKey key, long aliveSinceMs) {
        return alive(key, aliveSinceMs).map(entry -> entry.sightOf(key)).orElse(Sight.UNSEEN);
    }

    /** The bucket with that message seen, and without what has expired. */
    Bucket with(MessageKey key, long nowMs, long aliveSinceMs) {
        // Where the clock was set back, the order of use still holds.
        long useMs = entries.isEmpty() ? nowMs : Math.max(nowMs, entries.get(0).lastUseMs());
        List<Entry> changed = new ArrayList<>(entries.size() + 1);
        changed.add(
                alive(key, aliveSinceMs).map(entry -> entry.with(key, useMs)).orElseGet(() -> Entry.of(key, useMs)));
        for (Entry entry : entries) {
            if (entry.lastUseMs() >= aliveSinceMs && !entry.fingerprint().equals(key.fingerprint())) {
                changed.add(entry);
            }
        }
        return new Bucket(changed);
    }

    /** The bucket with its latest used entries only. */
    Bucket cut() {
        return entries.size() <= MAX_ENTRIES ? this : new Bucket(entries.subList(0, MAX_ENTRIES));
    }

    private Optional<Entry> alive(MessageKey key, long aliveSinceMs) {
        for (Entry entry : entries) {
            if (entry.fingerprint().equals(key.fingerprint())) {
                return entry.lastUseMs() >= aliveSinceMs ? Optional.of(entry) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
