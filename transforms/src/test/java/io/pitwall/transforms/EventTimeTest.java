package io.pitwall.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a time is tested with the units; here, how it gets from the column to the record. */
class EventTimeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ns  | 1712762784289548800             | 1712762784289",
                "us  | 1712762784289548                | 1712762784289",
                "ms  | 1712762784289                   | 1712762784289",
                "s   | 1712762784.289                  | 1712762784289",
                "ISO | 2024-04-10T15:26:24.2895488Z | 1712762784289",
                "ns  | 0                               | 0",
            })
    void theColumnBecomesTheTimestamp(String unit, String time, long expectedMs) {
        SinkRecord record = Rows.json("{\"time\":" + quotedIfText(time) + "}");
        SinkRecord timed = Rows.apply(eventTime("time", unit), record);
        assertThat(timed.timestamp()).isEqualTo(expectedMs);
        assertThat(timed.value()).isSameAs(record.value());
    }

    private static String quotedIfText(String time) {
        return time.contains("T") ? '"' + time + '"' : time;
    }

    @Test
    void millisecondsAreTheDefault() {
        EventTime<SinkRecord> eventTime = new EventTime<>();
        eventTime.configure(Config.of(EventTime.COLUMN, "time"));
        assertThat(Rows.apply(eventTime, Rows.json("{\"time\":5}")).timestamp()).isEqualTo(5);
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // Connect's own Timestamp is a java.util.Date
    void aNestedTimestampOfAStructIsMilliseconds() {
        Schema meta = SchemaBuilder.struct().field("at", Timestamp.SCHEMA).build();
        Schema schema = SchemaBuilder.struct().field("meta", meta).build();
        Struct row = new Struct(schema).put("meta", new Struct(meta).put("at", new Date(1_712_762_784_289L)));
        assertThat(Rows.apply(eventTime("meta.at", "ms"), Rows.struct(row)).timestamp())
                .isEqualTo(1_712_762_784_289L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}                     | expected a number of milliseconds, found nothing (the column is missing or null)",
                "{'time':null}        | expected a number of milliseconds, found nothing (the column is missing or null)",
                "{'time':'secret'}  | expected a number of milliseconds, found text that is not a plain number",
                "{'time':[]}          | expected a number of milliseconds, found a list, an object or bytes",
                "{'time':-1}          | expected a time from 1970 on, as Kafka does; found an earlier one",
                "{'time':1712762784289548800} | expected a time in the years 0 to 9999, found one outside when read as ms;"
                        + " check that the unit is right",
            })
    void aColumnWithoutATimeIsAnErrorThatNamesTheColumnAndTheRecord(String row, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> eventTime("time", "ms").apply(Rows.json(row.replace('\'', '"'))))
                .withMessage("EventTime cannot transform the value of orders-2@51877: column `time`: " + message);
    }

    @Test
    void aTombstoneKeepsItsTimestamp() {
        SinkRecord tombstone = Rows.key(Schema.STRING_SCHEMA, "k");
        assertThat(Rows.apply(eventTime("time", "ms"), tombstone).timestamp()).isEqualTo(Rows.TIMESTAMP_MS);
    }

    private static EventTime<SinkRecord> eventTime(String column, String unit) {
        EventTime<SinkRecord> eventTime = new EventTime<>();
        eventTime.configure(Config.of(EventTime.COLUMN, column, EventTime.UNIT, unit));
        return eventTime;
    }
}
