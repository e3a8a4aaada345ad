package io.pitwall.source.http.acknowledge;

import io.pitwall.source.http.decode.Row;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A row on its way through the worker, which gives this very instance back to {@code commitRecord}.
 *
 * <p>Equal only to itself: with exactly-once support the worker keeps pending records in a map keyed by equality, where
 * two equal rows would share one entry, and the request of the second would wait for ever.
 *
 * <p>Has no source partition and no offset. The position in the stream is the client's: what was not answered with 200
 * it sends again.
 */
public final class GatewayRecord extends SourceRecord {

    private static final @Nullable Object NOT_BUILT_YET = null;

    private final PendingRequest request;
    private final Row row;
    private final ValueCache values;
    /** Guarded by the request. */
    private boolean isSettled;

    GatewayRecord(PendingRequest request, Delivery delivery, Row row, ValueCache values, long arrivalMs) {
        this(request, delivery, delivery.key().orElse(row.key()), row, values, arrivalMs);
    }

    private GatewayRecord(
            PendingRequest request,
            Delivery delivery,
            @Nullable String key,
            Row row,
            ValueCache values,
            long arrivalMs) {
        super(
                noPosition(),
                noPosition(),
                delivery.topic(),
                null,
                key == null ? null : Schema.STRING_SCHEMA,
                key,
                null,
                NOT_BUILT_YET,
                arrivalMs);
        this.request = request;
        this.row = row;
        this.values = values;
        delivery.headers().forEach((name, value) -> headers().addString(name, value));
    }

    /** Built from the row's text when asked for: thousands of records wait in the worker, and it looks at one at a time. */
    @Override
    public Object value() {
        return values.valueOf(row);
    }

    private static @Nullable Map<String, ?> noPosition() {
        return null;
    }

    PendingRequest request() {
        return request;
    }

    /** True the first time only. */
    boolean markSettled() {
        boolean isFirst = !isSettled;
        isSettled = true;
        return isFirst;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
