package io.pitwall.sink.output;

import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.row.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the record values of one kind: a window's start and end, the columns of {@code select}, and the kind's own fields. */
interface ValueEncoder {

    /**
     * What records are made of; follows from the configuration alone, never from data.
     *
     * @param name of their schema
     * @param ownFields what comes after the columns, in order
     */
    record Kind(String name, WindowQuery query, List<OwnField> ownFields) {
        public Kind {
            ownFields = List.copyOf(ownFields);
        }
    }

    /**
     * The value for one record.
     *
     * @param own the values of the kind's own fields, in order
     */
    byte @Nullable [] encode(String topic, long startMs, long endMs, Row columns, Object... own);

    /** JSON is written directly; every other format goes through Connect data. */
    static ValueEncoder of(Kind kind, OutputConverter converter) {
        return converter.writesPlainJson() ? new JsonEncoder(kind) : new StructEncoder(kind, converter);
    }
}
