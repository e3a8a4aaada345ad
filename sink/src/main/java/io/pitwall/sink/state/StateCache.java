package io.pitwall.sink.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One shard's committed state on this machine, each commit whole, perhaps an older one. */
interface StateCache extends AutoCloseable {

    /** Empty for a new directory, and for one in a format that this version does not read. */
    Optional<LocalPosition> position();

    Optional<Marker> marker();

    Optional<QueryIdentity> query();

    /** A row, or an entry of the index; see {@link LocalRows}. */
    byte @Nullable [] get(byte[] key);

    /** Goes through rows and index from a key on. What is written meanwhile may show or not. */
    RowCursor cursor(byte[] fromKey);

    /** Writes to the index. It need not outlive the process. */
    void writeIndex(List<StateChange> entries);

    /** Empties the index. */
    void clearIndex();

    /** Hands over every window row, each key once, in key order. */
    void forEachRow(BiConsumer<byte[], byte[]> rows);

    /** Applies committed changes and moves the position past them, both or neither. */
    void write(List<StateChange> changes, LocalPosition position);

    /** About what it takes in files and in memory not yet written to them; cheap enough to ask now and then. */
    long bytes();

    /** Makes everything written so far outlast this process; without it a crash may take back the latest writes. */
    void flush();

    /** Where this cache really is: the shard's directory or its stand-in. */
    Path directory();

    /** Flushes where that is possible, so it may take a moment. */
    @Override
    void close();
}
