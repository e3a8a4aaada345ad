package io.pitwall.sink.state;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a shard as its directory on this machine holds them, to be read one by one; and room for an index of them that
 * exists here alone, and not beyond the time for which the shard is open. A shard that was given up to a successor throws.
 */
public final class LocalRows {

    /** The first byte of the keys of the index, and less than all that follow. */
    public static final byte INDEX = 64;

    private final Claim claim;
    private final Supplier<StateCache> cache;

    /** Visits rows one after the other. */
    public interface Visitor {
        /** @return whether to go on */
        boolean visit(byte[] key, byte[] value);
    }

    LocalRows(Claim claim, Supplier<StateCache> cache) {
        this.claim = claim;
        this.cache = cache;
    }

    /** A row as of the last commit, or an entry of the index; null if there is none. */
    public byte @Nullable [] get(byte[] key) {
        return claim.whileHeld(() -> new Found(cache.get().get(key))).value();
    }

    /** Since null cannot come out of {@link Claim#whileHeld}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Found(byte @Nullable [] value) {}

    /** Writes to the index; all of it or nothing. */
    public void writeIndex(List<StateChange> entries) {
        claim.whileHeld(() -> {
            cache.get().writeIndex(entries);
            return entries;
        });
    }

    /** Visits the rows from a key on, in unsigned order of keys, for as long as the visitor wants. It must not write. */
    public void scan(byte[] fromKey, Visitor visitor) {
        claim.whileHeld(() -> {
            try (RowCursor cursor = cache.get().cursor(fromKey)) {
                while (cursor.isAtRow() && visitor.visit(cursor.key(), cursor.value())) {
                    cursor.next();
                }
            }
            return visitor;
        });
    }
}
