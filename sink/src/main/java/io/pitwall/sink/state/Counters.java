package io.pitwall.sink.state;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the rows of a shard since it began, and what came of them. Every row that reached the shard is in exactly
 * one of {@code windowed}, {@code late}, {@code filtered} and {@code rejected}.
 *
 * <pre>
 * offset  size
 *      0    56  windowed, late, filtered, emitted, alerts, expired, updates
 *     56     1  how many reasons follow, r
 *     57    9r  per reason: its number (1), how many rows (8)
 * </pre>
 *
 * @param windowed rows that met at least one open window
 * @param late rows whose windows had all been emitted
 * @param filtered rows that {@code where} turned away
 * @param rejected rows that could not be used, by the number of the reason, [1, 255], ascending; a reason that this version
 *     does not know keeps its count
 * @param emitted results written
 * @param alerts alerts written
 * @param expired keys forgotten because nothing had come of them for too long
 * @param updates the number of the latest round of updates; grows, and is never given twice
 */
public record Counters(
        long windowed,
        long late,
        long filtered,
        Map<Integer, Long> rejected,
        long emitted,
        long alerts,
        long expired,
        long updates) {

    public static final Counters ZERO = new Counters(0, 0, 0, Map.of(), 0, 0, 0, 0);

    private static final int REASONS_AT = 56;
    private static final int REASON_LENGTH = 9;

    public Counters {
        rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
    }

    /** All rows in. */
    public long rows() {
        return windowed + late + filtered + rejectedRows();
    }

    /** Rows that could not be used, for whatever reason. */
    public long rejectedRows() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    int length() {
        return lengthFor(rejected.size());
    }

    private static int lengthFor(int reasons) {
        return REASONS_AT + 1 + REASON_LENGTH * reasons;
    }

    /** How long counters that begin at an offset say they are; the least possible where the bytes end before that. */
    static int lengthAt(int offset, byte[] bytes) {
        int at = offset + REASONS_AT;
        return lengthFor(at < bytes.length ? Byte.toUnsignedInt(bytes[at]) : 0);
    }

    void writeTo(ByteBuffer buffer) {
        buffer.putLong(windowed)
                .putLong(late)
                .putLong(filtered)
                .putLong(emitted)
                .putLong(alerts)
                .putLong(expired)
                .putLong(updates)
                .put((byte) rejected.size());
        rejected.forEach((reason, rows) -> buffer.put(reason.byteValue()).putLong(rows));
    }

    static Counters readFrom(ByteBuffer buffer) {
        long windowed = buffer.getLong();
        long late = buffer.getLong();
        long filtered = buffer.getLong();
        long emitted = buffer.getLong();
        long alerts = buffer.getLong();
        long expired = buffer.getLong();
        long updates = buffer.getLong();
        Map<Integer, Long> rejected = new TreeMap<>();
        int reasons = Byte.toUnsignedInt(buffer.get());
        for (int read = 0; read < reasons; read++) {
            rejected.put(Byte.toUnsignedInt(buffer.get()), buffer.getLong());
        }
        return new Counters(windowed, late, filtered, rejected, emitted, alerts, expired, updates);
    }
}
