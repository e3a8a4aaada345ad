package io.pitwall.sink.output;

import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.row.Row;
import org.jspecify.annotations.Nullable;

/** Makes the record value of a window or an alert: its start and end, the columns of {@code select}, the alert's time. */
interface ValueEncoder {

    /**
     * The value for one window or alert.
     *
     * @param alertTimeMs null for a window, the time of the alert for an alert
     */
    byte @Nullable [] encode(String topic, long startMs, long endMs, @Nullable Long alertTimeMs, Row values);

    /** JSON is written directly; every other format goes through Connect data. */
    static ValueEncoder of(WindowQuery query, OutputConverter converter) {
        return converter.writesPlainJson() ? new JsonEncoder(query) : new StructEncoder(query, converter);
    }
}
