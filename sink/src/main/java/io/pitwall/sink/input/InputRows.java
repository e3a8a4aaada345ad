package io.pitwall.sink.input;

import io.pitwall.sink.config.WindowSinkConfig.Timestamp;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Columns;
import io.pitwall.transforms.row.Row;
import io.pitwall.transforms.row.RowReader;
import io.pitwall.transforms.row.TimestampUnit;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads records as rows: key, event time, and the columns that the query names. One row at a time, reused: what the
 * accessors give is valid until the next {@link #read}, only the key may be kept. Single threaded.
 */
public final class InputRows {

    private final RowReader reader;
    private final Row row;
    private final Optional<TimestampColumn> timestampColumn;
    private byte[] key = {};
    private long timestampMs;

    private record TimestampColumn(String name, Cell cell, TimestampUnit unit) {}

    /** Reads the columns that a query and the event time name. */
    public InputRows(Columns columns, Optional<Timestamp> timestamp) {
        // Before the reader and the row are made: it adds the column to theirs.
        OptionalInt timestampSlot = timestamp.stream()
                .mapToInt(named -> columns.slotOf(named.path()))
                .findFirst();
        reader = new RowReader(columns);
        row = columns.newRow();
        timestampColumn = timestamp.map(
                named -> new TimestampColumn(named.column(), row.cell(timestampSlot.orElseThrow()), named.unit()));
    }

    /**
     * Takes the next record.
     *
     * @throws DataException for a record that is no keyed, timed row; says what was expected and found, not the content
     */
    public void read(SinkRecord record) {
        key = GroupKey.encode(record.key());
        reader.read(record.value(), row);
        timestampMs = timestampColumn.isPresent() ? timeOf(timestampColumn.get()) : timeOf(record.timestamp());
        if (!Windows.isValidTime(timestampMs)) {
            throw new DataException("expected an event time within ±" + Windows.MAX_TIME_MS
                    + " ms of 1970, found one beyond; check timestamp.unit");
        }
    }

    private static long timeOf(TimestampColumn column) {
        try {
            return column.unit().toEpochMs(column.cell());
        } catch (DataException e) {
            throw new DataException("timestamp.column `" + column.name() + "`: " + e.getMessage());
        }
    }

    private static long timeOf(@Nullable Long recordTimestamp) {
        if (recordTimestamp == null) {
            throw new DataException("expected a record timestamp, found none; name the column with timestamp.column");
        }
        return recordTimestamp;
    }

    public byte[] key() {
        return key;
    }

    public long timestampMs() {
        return timestampMs;
    }

    public Row row() {
        return row;
    }
}
