package io.pitwall.sink.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** One record of the input, and what is to become of it. */
record InputRow(Kind kind, String key, long timeMs, int x, long appendedAtMs) {

    enum Kind {
        GOOD,
        /** {@code where} turns it away. */
        SKIPPED,
        NO_JSON,
        NO_KEY,
        NO_NUMBER,
        FAR_FUTURE,
        /** A transform drops it before the task sees it. */
        DROPPED;

        boolean isRejected() {
            return switch (this) {
                case GOOD, SKIPPED, DROPPED -> false;
                case NO_JSON, NO_KEY, NO_NUMBER, FAR_FUTURE -> true;
            };
        }
    }

    static final byte[] DROPPED_VALUE = "dropped".getBytes(UTF_8);
    private static final long TEN_YEARS_MS = 10L * 365 * 86_400_000;

    ProducerRecord<byte[], byte[]> toRecord(int partition) {
        byte @Nullable [] keyBytes = kind == Kind.NO_KEY ? null : key.getBytes(UTF_8);
        return new ProducerRecord<>(Topics.INPUT, partition, appendedAtMs, keyBytes, value());
    }

    private byte[] value() {
        return switch (kind) {
            case GOOD, NO_KEY -> json(timeMs, Integer.toString(x), "");
            case SKIPPED -> json(timeMs, Integer.toString(x), ",\"skip\":true");
            case NO_JSON -> "{".getBytes(UTF_8);
            case NO_NUMBER -> json(timeMs, "\"many\"", "");
            case FAR_FUTURE -> json(timeMs + TEN_YEARS_MS, Integer.toString(x), "");
            case DROPPED -> DROPPED_VALUE;
        };
    }

    private static byte[] json(long timeMs, String x, String more) {
        return ("{\"t\":" + timeMs + ",\"x\":" + x + more + "}").getBytes(UTF_8);
    }
}
