package io.pitwall.sink.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RocksDB directory of one shard. Holds committed state only, each commit whole, so a crash at any moment leaves a
 * correct, possibly older state.
 *
 * <pre>
 * key       value
 * 0         the marker, as in the changelog
 * 0 1       the local position; never in the changelog
 * 0 2       the identity of the query that the rows belong to, as in the changelog
 * 1 ...     the windows' rows
 * </pre>
 *
 * Not thread-safe; its {@link Claim} keeps a successor from closing it amid a call.
 */
final class LocalStore implements StateCache {

    private static final Logger log = LoggerFactory.getLogger(LocalStore.class);
    private static final byte[] POSITION_KEY = {0, 1};
    private static final byte[] FIRST_ROW_KEY = {1};

    private final Path directory;
    private final Options options;
    private final RocksDB rocks;
    /** With a write-ahead log but without fsync: a process crash loses nothing, a machine crash the latest commits. */
    private final WriteOptions writeOptions = new WriteOptions();

    private boolean isClosed;

    private LocalStore(Path directory, Options options, RocksDB rocks) {
        this.directory = directory;
        this.options = options;
        this.rocks = rocks;
    }

    /**
     * Opens or creates the store. A damaged directory is moved aside and begun anew; one that somebody else holds is left to
     * him, and another directory stands in.
     */
    static LocalStore open(Path directory, RocksMemory memory) {
        try {
            return tryOpen(directory, memory);
        } catch (RocksDBException e) {
            if (isHeld(e)) {
                return openStandIn(directory, memory);
            }
            StateDirectory.moveAside(directory, e);
            return openOrFail(directory, memory);
        }
    }

    private static LocalStore openStandIn(Path directory, RocksMemory memory) {
        Path standIn = directory.resolveSibling(
                directory.getFileName() + "." + ProcessHandle.current().pid());
        log.warn(
                "State directory {} is in use already, perhaps by a worker that hangs; using {}. Give each worker"
                        + " its own state.dir.",
                directory,
                standIn.getFileName());
        return openOrFail(standIn, memory);
    }

    private static LocalStore openOrFail(Path directory, RocksMemory memory) {
        try {
            return tryOpen(directory, memory);
        } catch (RocksDBException e) {
            throw new LocalStateException(
                    "Cannot open local state in " + directory + "; check space and permissions", e);
        }
    }

    private static LocalStore tryOpen(Path directory, RocksMemory memory) throws RocksDBException {
        StateDirectory.create(directory);
        Options options = memory.newOptions();
        try {
            return new LocalStore(directory, options, RocksDB.open(options, directory.toString()));
        } catch (RocksDBException e) {
            options.close();
            throw e;
        }
    }

    /** By another process, or by a shard of this one. */
    private static boolean isHeld(RocksDBException e) {
        String message = e.getMessage();
        return message != null
                && (message.contains("LOCK: Resource temporarily unavailable")
                        || message.contains("lock hold by current process"));
    }

    @Override
    public Optional<LocalPosition> position() {
        byte[] bytes = get(POSITION_KEY);
        return bytes == null ? Optional.empty() : LocalPosition.fromBytes(bytes);
    }

    @Override
    public Optional<Marker> marker() {
        byte[] bytes = get(Marker.key());
        return bytes == null ? Optional.empty() : Optional.of(Marker.fromBytes(bytes));
    }

    @Override
    public Optional<QueryIdentity> query() {
        byte[] bytes = get(QueryIdentity.key());
        return bytes == null ? Optional.empty() : Optional.of(QueryIdentity.fromBytes(bytes));
    }

    private byte @Nullable [] get(byte[] key) {
        try {
            return rocks.get(key);
        } catch (RocksDBException e) {
            throw damaged(e);
        }
    }

    @Override
    public void forEachRow(BiConsumer<byte[], byte[]> rows) {
        try (ReadOptions readOptions = new ReadOptions().setFillCache(false);
                RocksIterator iterator = rocks.newIterator(readOptions)) {
            for (iterator.seek(FIRST_ROW_KEY); iterator.isValid(); iterator.next()) {
                rows.accept(iterator.key(), iterator.value());
            }
            iterator.status();
        } catch (RocksDBException e) {
            throw damaged(e);
        }
    }

    @Override
    public void write(List<StateChange> changes, LocalPosition position) {
        try (WriteBatch batch = new WriteBatch()) {
            for (StateChange change : changes) {
                byte[] value = change.value();
                if (value == null) {
                    batch.delete(change.key());
                } else {
                    batch.put(change.key(), value);
                }
            }
            batch.put(POSITION_KEY, position.toBytes());
            rocks.write(writeOptions, batch);
        } catch (RocksDBException e) {
            throw new LocalStateException("Cannot write local state in " + directory + "; check the disk", e);
        }
    }

    @Override
    public long bytes() {
        try {
            return rocks.getLongProperty("rocksdb.total-sst-files-size")
                    + rocks.getLongProperty("rocksdb.cur-size-all-mem-tables");
        } catch (RocksDBException e) {
            throw new LocalStateException("Cannot tell the size of local state in " + directory, e);
        }
    }

    private LocalStateException damaged(RocksDBException e) {
        close();
        StateDirectory.moveAside(directory, e);
        return new LocalStateException("Local state in " + directory + " is damaged", e);
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            rocks.close();
            writeOptions.close();
            options.close();
        }
    }
}
