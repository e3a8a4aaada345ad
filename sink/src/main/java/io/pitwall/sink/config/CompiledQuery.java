package io.pitwall.sink.config;

import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.row.TimestampUnit;
import java.util.Optional;

/**
 * What one shard computes. Not to be shared: what it learns about the columns of its rows is read and written without locks.
 *
 * @param timestamp empty: the event time is that of the record
 */
public record CompiledQuery(WindowQuery windows, Optional<Timestamp> timestamp) {

    /** The column that holds the event time, its slot among the query's input columns, and how it counts. */
    public record Timestamp(String column, int slot, TimestampUnit unit) {}
}
