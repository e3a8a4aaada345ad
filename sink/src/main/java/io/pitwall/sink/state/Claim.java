package io.pitwall.sink.state;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The right to a shard's directory within this JVM. The latest claim holds; the one before is revoked.
 *
 * <p>A worker cancels a task that does not stop in time and starts its successor beside it, so two shards of the same
 * partition can be alive in one JVM. RocksDB refuses a second opening, hence the successor closes the predecessor's cache.
 * What a claim guards runs under its lock, so that the cache is never closed while native code is reading it.
 */
final class Claim implements AutoCloseable {

    private static final ConcurrentMap<Path, Claim> HOLDERS = new ConcurrentHashMap<>();

    private final Path directory;
    private @Nullable StateCache cache;
    private boolean isRevoked;

    private Claim(Path directory) {
        this.directory = directory;
    }

    /** Takes the directory, from its holder if need be; waits only while that is inside {@link #whileHeld}. */
    static Claim take(Path directory) {
        Claim claim = new Claim(directory.toAbsolutePath().normalize());
        Claim predecessor = HOLDERS.put(claim.directory, claim);
        if (predecessor != null) {
            predecessor.revoke();
        }
        return claim;
    }

    /** Runs something that must not happen once a successor has taken over. */
    synchronized <T> T whileHeld(Supplier<T> action) {
        requireHeld();
        return action.get();
    }

    /** Opens the cache that this claim closes when it ends. */
    synchronized StateCache open(Supplier<StateCache> opener) {
        requireHeld();
        closeCache();
        StateCache opened = opener.get();
        cache = opened;
        return opened;
    }

    private void requireHeld() {
        if (isRevoked) {
            throw new ShardLostException(
                    "Another task of this worker has opened " + directory.getFileName() + "; this one let it go");
        }
    }

    private synchronized void revoke() {
        isRevoked = true;
        closeCache();
    }

    private void closeCache() {
        StateCache open = cache;
        cache = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        revoke();
        HOLDERS.remove(directory, this);
    }
}
