package io.pitwall.sink.state;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The disk of one machine, with state caches that outlive the process that wrote them. Like RocksDB without a log of its
 * own, a cache is open once only, a write is there whole or not at all, and the latest ones are gone when the process dies.
 */
public final class SimulatedDisk {

    private static final int WRITES_PER_FLUSH = 4;

    private Map<Path, Contents> directories = new HashMap<>();
    private Map<Path, Contents> backup = new HashMap<>();
    private Set<Path> written = new HashSet<>();
    private boolean isFull;
    private boolean isIndexed;
    /** Grows when the process dies that has the caches open. */
    private int process;

    /** What a directory holds. */
    public static final class Contents {
        private NavigableMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
        private @Nullable LocalPosition position;
        private NavigableMap<byte[], byte[]> flushedRows = new TreeMap<>(rows);
        private @Nullable LocalPosition flushedPosition;
        private int writes;

        private Contents copy() {
            Contents copy = new Contents();
            copy.rows = new TreeMap<>(rows);
            copy.position = position;
            copy.flush();
            return copy;
        }

        private void flush() {
            flushedRows = new TreeMap<>(rows);
            flushedPosition = position;
        }

        /** Goes back to what the last flush has seen. */
        private void loseUnflushed() {
            rows = new TreeMap<>(flushedRows);
            position = flushedPosition;
        }

        /** With the marker and the identity of the query among them. */
        public Map<byte[], byte[]> rows() {
            return rows;
        }

        /** Every changelog record before it is in the rows; empty while there is nothing. */
        public Optional<Long> nextOffset() {
            return Optional.ofNullable(position).map(LocalPosition::nextOffset);
        }
    }

    /** With memory enough for everything. */
    public LocalState localState(Path directory) {
        return localState(directory, Long.MAX_VALUE);
    }

    /** @param heapBytes what the shards of the process may have in the heap */
    public LocalState localState(Path directory, long heapBytes) {
        return new LocalState(directory, new Caches(), new StateMemory(heapBytes));
    }

    /** The process dies; what it has flushed stays. */
    public void killProcess() {
        process++;
        directories.forEach(this::loseUnflushed);
    }

    private void loseUnflushed(Path directory, Contents contents) {
        contents.loseUnflushed();
        written.add(directory);
    }

    public void lose() {
        directories = new HashMap<>();
    }

    public void backUp() {
        backup = copyOf(directories);
    }

    /** Puts back what {@link #backUp} saw. */
    public void restoreBackup() {
        directories = copyOf(backup);
        written.addAll(directories.keySet());
    }

    private static Map<Path, Contents> copyOf(Map<Path, Contents> directories) {
        Map<Path, Contents> copy = new HashMap<>();
        directories.forEach((path, contents) -> copy.put(path, contents.copy()));
        return copy;
    }

    /** While it is full, writes fail. */
    public void setFull(boolean full) {
        isFull = full;
    }

    private void flushOrLose(Path directory, Contents contents) {
        if (isFull) {
            loseUnflushed(directory, contents);
        } else {
            contents.flush();
        }
    }

    private void requireSpace() {
        if (isFull) {
            throw new LocalStateException("The disk is full");
        }
    }

    /** Whether a shard has made use of its index since the last call: keys have left the heap. */
    public boolean takeIndexed() {
        boolean was = isIndexed;
        isIndexed = false;
        return was;
    }

    /** What has changed since the last call, by directory. */
    public Map<Path, Contents> takeWritten() {
        Map<Path, Contents> changed = new HashMap<>();
        for (Path path : written) {
            Contents contents = directories.get(path);
            if (contents != null) {
                changed.put(path, contents);
            }
        }
        written = new HashSet<>();
        return changed;
    }

    /** Writes behind the task's back, as a task would that cached what is not committed yet. */
    public void writeAhead(Path directory, List<StateChange> changes, long nextOffset) {
        Contents contents = directories.get(directory);
        if (contents != null && contents.position != null) {
            write(directory, contents, changes, contents.position.at(nextOffset));
        }
    }

    private void write(Path directory, Contents contents, List<StateChange> changes, LocalPosition position) {
        changes.forEach(change -> apply(change, contents.rows));
        contents.position = position;
        if (++contents.writes % WRITES_PER_FLUSH == 0) {
            contents.flush();
        }
        written.add(directory);
    }

    private static void apply(StateChange change, Map<byte[], byte[]> rows) {
        byte[] value = change.value();
        if (value == null) {
            rows.remove(change.key());
        } else {
            rows.put(change.key(), value);
        }
    }

    /** Ends with an exception where rows are written while it is in use. */
    private static final class Cursor implements RowCursor {
        private final Iterator<Map.Entry<byte[], byte[]>> rest;
        private Map.@Nullable Entry<byte[], byte[]> row;

        Cursor(Iterator<Map.Entry<byte[], byte[]>> rest) {
            this.rest = rest;
            next();
        }

        @Override
        public boolean isAtRow() {
            return row != null;
        }

        @Override
        public byte[] key() {
            return Objects.requireNonNull(row).getKey();
        }

        @Override
        public byte[] value() {
            return Objects.requireNonNull(row).getValue();
        }

        @Override
        public void next() {
            row = rest.hasNext() ? rest.next() : null;
        }

        @Override
        public void close() {}
    }

    private final class Caches implements StateCaches {
        private final int owner = process;

        @Override
        public void prepare(Path directory) {
            requireSpace();
        }

        @Override
        public StateCache open(Path directory) {
            return new Cache(directory, owner, directories.computeIfAbsent(directory, path -> new Contents()));
        }

        @Override
        public StateCache openEmpty(Path directory) {
            directories.remove(directory);
            return open(directory);
        }
    }

    private final class Cache implements StateCache {
        private final Path directory;
        private final int owner;
        private final Contents contents;
        /** Gone with the process. */
        private final NavigableMap<byte[], byte[]> index = new TreeMap<>(Arrays::compareUnsigned);

        private boolean isClosed;

        Cache(Path directory, int owner, Contents contents) {
            this.directory = directory;
            this.owner = owner;
            this.contents = contents;
        }

        private void requireOpen() {
            if (isClosed || owner != process) {
                throw new IllegalStateException("The cache in " + directory + " was used after its end");
            }
        }

        @Override
        public Optional<LocalPosition> position() {
            requireOpen();
            return Optional.ofNullable(contents.position);
        }

        @Override
        public Optional<Marker> marker() {
            requireOpen();
            return Optional.ofNullable(contents.rows.get(Marker.key())).map(Marker::fromBytes);
        }

        @Override
        public Optional<QueryIdentity> query() {
            requireOpen();
            return Optional.ofNullable(contents.rows.get(QueryIdentity.key())).map(QueryIdentity::fromBytes);
        }

        @Override
        public void forEachRow(BiConsumer<byte[], byte[]> rows) {
            requireOpen();
            contents.rows.tailMap(new byte[] {1}).forEach(rows);
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            requireOpen();
            return rowsOf(key).get(key);
        }

        private NavigableMap<byte[], byte[]> rowsOf(byte[] key) {
            return key[0] >= LocalRows.INDEX ? index : contents.rows;
        }

        @Override
        public RowCursor cursor(byte[] fromKey) {
            requireOpen();
            return new Cursor(rowsOf(fromKey).tailMap(fromKey, true).entrySet().iterator());
        }

        @Override
        public void writeIndex(List<StateChange> entries) {
            requireOpen();
            isIndexed = true;
            entries.forEach(entry -> apply(entry, index));
        }

        @Override
        public void clearIndex() {
            requireOpen();
            index.clear();
        }

        @Override
        public void write(List<StateChange> changes, LocalPosition position) {
            requireOpen();
            requireSpace();
            SimulatedDisk.this.write(directory, contents, changes, position);
        }

        @Override
        public long bytes() {
            requireOpen();
            long bytes = 0;
            for (Map.Entry<byte[], byte[]> row : contents.rows.entrySet()) {
                bytes += row.getKey().length + row.getValue().length;
            }
            return bytes;
        }

        @Override
        public void flush() {
            requireOpen();
            contents.flush();
        }

        @Override
        public Path directory() {
            return directory;
        }

        /** Of a process that is dead, another may have it open. */
        @Override
        public void close() {
            if (!isClosed && owner == process) {
                flushOrLose(directory, contents);
            }
            isClosed = true;
        }
    }
}
