package io.pitwall.sink.state;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
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
 * 64 ...    the index of keys that are not in the heap; never in the changelog
 * </pre>
 *
 * <p>There is no write-ahead log: the changelog is one. What has not been flushed is lost with the process, position and
 * rows alike, and replayed. A log of its own could come back from a crash of the machine with a gap, the position of later
 * commits without the rows of earlier ones; flushed files are synced in the order of the commits they hold. See decision
 * 0006.
 *
 * <p>Not thread-safe; its {@link Claim} keeps a successor from closing it amid a call.
 */
final class LocalStore implements StateCache {

    private static final Logger log = LoggerFactory.getLogger(LocalStore.class);
    private static final byte[] POSITION_KEY = {0, 1};
    private static final byte[] FIRST_ROW_KEY = {1};
    private static final byte[] FIRST_INDEX_KEY = {LocalRows.INDEX};
    private static final byte[] BEHIND_INDEX_KEY = {Byte.MAX_VALUE};
    /** Bounds what a shard of few changes replays, and how old its directory looks. */
    private static final long MAX_UNFLUSHED_NANOS = Duration.ofMinutes(5).toNanos();
    /** Blocks are read ahead while all rows are. */
    private static final long READ_AHEAD_BYTES = 2 << 20;

    private final Path directory;
    private final Options options;
    private final RocksDB rocks;
    private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);

    private long flushedAtNanos = System.nanoTime();
    /** Those that are open: they must be closed before the store. */
    private final Set<Cursor> cursors = new HashSet<>();

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
        StateDirectory.discardStandIns(directory);
        try {
            return tryOpen(directory, memory);
        } catch (RocksDBException e) {
            if (isHeld(e)) {
                return openStandIn(directory, memory);
            }
            if (isDamage(e)) {
                StateDirectory.moveAside(directory, e);
                return openOrFail(directory, memory);
            }
            throw unusable(directory, e);
        }
    }

    private static LocalStore openStandIn(Path directory, RocksMemory memory) {
        Path standIn = StateDirectory.standIn(directory);
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
            throw unusable(directory, e);
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

    /** Whether the files are at fault, rather than the disk or who may write to it. */
    private static boolean isDamage(RocksDBException e) {
        Status status = e.getStatus();
        if (status == null) {
            return false;
        }
        Status.Code code = status.getCode();
        return code == Status.Code.Corruption
                || code == Status.Code.NotSupported
                || code == Status.Code.InvalidArgument
                || (code == Status.Code.IOError && isFileMissing(e));
    }

    /** In Java, RocksDB has no code of its own for it. */
    private static boolean isFileMissing(RocksDBException e) {
        String message = e.getMessage();
        return message != null && (message.contains("No such file or directory") || message.contains("Is a directory"));
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

    @Override
    public byte @Nullable [] get(byte[] key) {
        requireOpen();
        try {
            return rocks.get(key);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    @Override
    public void forEachRow(BiConsumer<byte[], byte[]> rows) {
        requireOpen();
        try (ReadOptions readOptions = new ReadOptions().setFillCache(false).setReadaheadSize(READ_AHEAD_BYTES);
                RocksIterator iterator = rocks.newIterator(readOptions)) {
            iterator.seek(FIRST_ROW_KEY);
            for (; iterator.isValid() && iterator.key()[0] < LocalRows.INDEX; iterator.next()) {
                rows.accept(iterator.key(), iterator.value());
            }
            iterator.status();
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    @Override
    public void write(List<StateChange> changes, LocalPosition position) {
        requireOpen();
        try (WriteBatch batch = new WriteBatch()) {
            put(changes, batch);
            batch.put(POSITION_KEY, position.toBytes());
            rocks.write(writeOptions, batch);
            flushIfDue();
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    private static void put(List<StateChange> changes, WriteBatch batch) throws RocksDBException {
        for (StateChange change : changes) {
            byte[] value = change.value();
            if (value == null) {
                batch.delete(change.key());
            } else {
                batch.put(change.key(), value);
            }
        }
    }

    @Override
    public void writeIndex(List<StateChange> entries) {
        requireOpen();
        try (WriteBatch batch = new WriteBatch()) {
            put(entries, batch);
            rocks.write(writeOptions, batch);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    @Override
    public void clearIndex() {
        boolean isEmpty;
        try (RowCursor cursor = cursor(FIRST_INDEX_KEY)) {
            isEmpty = !cursor.isAtRow();
        }
        if (!isEmpty) {
            deleteIndex();
        }
    }

    private void deleteIndex() {
        try {
            rocks.deleteRange(writeOptions, FIRST_INDEX_KEY, BEHIND_INDEX_KEY);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    @Override
    public RowCursor cursor(byte[] fromKey) {
        requireOpen();
        Cursor cursor = new Cursor(new ReadOptions().setFillCache(false));
        cursor.iterator.seek(fromKey);
        return cursor;
    }

    /** Sees what was there when it was made. */
    private final class Cursor implements RowCursor {
        private final ReadOptions readOptions;
        private final RocksIterator iterator;

        Cursor(ReadOptions readOptions) {
            this.readOptions = readOptions;
            iterator = rocks.newIterator(readOptions);
            cursors.add(this);
        }

        @Override
        public boolean isAtRow() {
            requireOpen();
            if (iterator.isValid()) {
                return true;
            }
            try {
                iterator.status();
                return false;
            } catch (RocksDBException e) {
                throw failed(e);
            }
        }

        @Override
        public byte[] key() {
            return iterator.key();
        }

        @Override
        public byte[] value() {
            return iterator.value();
        }

        @Override
        public void next() {
            iterator.next();
        }

        @Override
        public void close() {
            if (cursors.remove(this)) {
                iterator.close();
                readOptions.close();
            }
        }
    }

    /** RocksDB flushes on its own when a buffer is full; this is for shards that hardly ever fill one. */
    private void flushIfDue() throws RocksDBException {
        if (System.nanoTime() - flushedAtNanos > MAX_UNFLUSHED_NANOS) {
            flush(false);
        }
    }

    @Override
    public long bytes() {
        requireOpen();
        try {
            return rocks.getLongProperty("rocksdb.total-sst-files-size")
                    + rocks.getLongProperty("rocksdb.cur-size-all-mem-tables");
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    @Override
    public void flush() {
        requireOpen();
        try {
            flush(true);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    private void flush(boolean isAwaited) throws RocksDBException {
        try (FlushOptions flushOptions =
                new FlushOptions().setWaitForFlush(isAwaited).setAllowWriteStall(true)) {
            rocks.flush(flushOptions);
        }
        flushedAtNanos = System.nanoTime();
    }

    /** A call into a store that is closed would end the process. */
    private void requireOpen() {
        if (isClosed) {
            throw new LocalStateException("Local state in " + directory + " was closed when it failed before");
        }
    }

    /** What a failure of the open store comes down to; damage also ends its use. */
    private LocalStateException failed(RocksDBException e) {
        if (!isDamage(e)) {
            return unusable(directory, e);
        }
        close();
        StateDirectory.moveAside(directory, e);
        return new LocalStateException("Local state in " + directory + " is damaged; the changelog restores it", e);
    }

    private static LocalStateException unusable(Path directory, RocksDBException e) {
        return new LocalStateException(
                "Cannot use the local state in " + directory + " (" + e.getMessage()
                        + "): make room or grant access there, or delete the directory if its disk has failed; the"
                        + " changelog has everything",
                e);
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            List.copyOf(cursors).forEach(Cursor::close);
            rocks.close();
            writeOptions.close();
            options.close();
        }
    }
}
