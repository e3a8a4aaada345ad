package io.pitwall.transforms;

import io.pitwall.transforms.row.ColumnPath;
import io.pitwall.transforms.row.TimestampUnit;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a column of the value the record's timestamp; everything else stays as it is. What counts as a time is said at
 * {@link TimestampUnit}; a record without one, or with one before 1970, is an error. A tombstone keeps its timestamp.
 */
public final class EventTime<R extends ConnectRecord<R>> extends RowTransform<R> {

    static final String COLUMN = "column";
    static final String UNIT = "unit";

    private static final OneOf UNITS = new OneOf(TimestampUnit.names());
    private static final String GROUP = "Event time";

    static final ConfigDef CONFIG = new ConfigDef()
            .define(
                    COLUMN,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.LambdaValidator.with(
                            (key, value) -> ColumnNames.parse(key, value == null ? "" : (String) value),
                            () -> "a column name"),
                    Importance.HIGH,
                    "The column of the value that holds the time. A nested one as a.b; a name that itself holds a dot in"
                            + " backquotes.",
                    GROUP,
                    1,
                    Width.MEDIUM,
                    "Column")
            .define(
                    UNIT,
                    ConfigDef.Type.STRING,
                    TimestampUnit.MILLISECONDS.configName(),
                    UNITS,
                    Importance.HIGH,
                    "What the column counts since 1970: ns, us, ms or s; or iso for ISO-8601 text, in UTC where it has no"
                            + " offset.",
                    GROUP,
                    2,
                    Width.SHORT,
                    "Unit",
                    UNITS);

    private ColumnPath column;
    private TimestampUnit unit;
    private RowColumn time;

    @SuppressWarnings("NullAway.Init") // Connect calls configure before all else
    public EventTime() {
        super(RecordPart.VALUE, CONFIG);
    }

    @Override
    void configure(StrictConfig config) {
        column = ColumnNames.parse(COLUMN, config.getString(COLUMN));
        unit = TimestampUnit.named(config.getString(UNIT)).orElseThrow();
        time = new RowColumn(column);
    }

    @Override
    R transform(R record, @Nullable Schema schema, Object row) {
        long timestamp = timestamp(row);
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                timestamp);
    }

    private long timestamp(Object row) {
        long epochMs;
        try {
            epochMs = time.read(row, unit::toEpochMs);
        } catch (DataException problem) {
            throw new DataException("column `" + column + "`: " + problem.getMessage(), problem);
        }
        if (epochMs < 0) {
            throw new DataException(
                    "column `" + column + "`: expected a time from 1970 on, as Kafka does; found an earlier one");
        }
        return epochMs;
    }
}
