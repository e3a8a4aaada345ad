package io.pitwall.pack.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of the rows topic as its bytes tell, whoever wrote it.
 *
 * @param key the text, or none
 * @param x 0 where it is not a number
 */
record Row(Kind kind, @Nullable String key, String value, long timeMs, long x) {

    /** The header that numbers the rows. */
    static final String ID = "id";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_FUTURE_MS = Duration.ofMinutes(5).toMillis();

    /** What a sink that sums {@code x} where it is not null can make of a row. */
    enum Kind {
        GOOD(0),
        /** {@code where} turns it away. */
        SKIPPED(0),
        NO_KEY(1),
        NO_JSON(2),
        FAR_FUTURE(3),
        NO_NUMBER(4);

        private final int rejection;

        Kind(int rejection) {
            this.rejection = rejection;
        }

        /** The number under which a marker counts such rows as rejected; 0 for those that are not. */
        int rejection() {
            return rejection;
        }
    }

    static String json(long timeMs, String x) {
        return "{\"t\":" + timeMs + ",\"x\":" + x + "}";
    }

    /** The timestamp of the record is when the broker appended it. */
    static Row of(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? null : new String(record.key(), UTF_8);
        String value = new String(record.value(), UTF_8);
        JsonNode columns;
        try {
            columns = JSON.readTree(value);
        } catch (JsonProcessingException e) {
            return new Row(Kind.NO_JSON, key, value, 0, 0);
        }
        long timeMs = columns.required("t").longValue();
        JsonNode x = columns.required("x");
        return new Row(kindOf(key, timeMs - record.timestamp(), x), key, value, timeMs, x.asLong());
    }

    private static Kind kindOf(@Nullable String key, long futureMs, JsonNode x) {
        if (key == null) {
            return Kind.NO_KEY;
        }
        if (futureMs > MAX_FUTURE_MS) {
            return Kind.FAR_FUTURE;
        }
        if (x.isNull()) {
            return Kind.SKIPPED;
        }
        return x.isNumber() ? Kind.GOOD : Kind.NO_NUMBER;
    }

    static long id(ConsumerRecord<byte[], byte[]> record) {
        return Long.parseLong(new String(record.headers().lastHeader(ID).value(), UTF_8));
    }
}
