package io.pitwall.sink.input;

import io.pitwall.transforms.row.RawBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * The key that groups rows, as the bytes that heap, RocksDB and changelog use: the value, then one byte for its kind. Two
 * keys are the same group exactly when their bytes are equal.
 *
 * <pre>
 * text     UTF-8            | 01
 * bytes    as they are      | 02
 * integer  big endian (8)   | 03
 * </pre>
 */
public final class GroupKey {

    private static final byte TEXT = 1;
    private static final byte BYTES = 2;
    private static final byte INTEGER = 3;

    private GroupKey() {}

    /**
     * The bytes of a record key.
     *
     * @throws DataException for null and for kinds that cannot group; says which, not the key itself
     */
    public static byte[] encode(@Nullable Object key) {
        if (key instanceof String text) {
            return withKind(text.getBytes(StandardCharsets.UTF_8), TEXT);
        }
        if (key instanceof byte[] bytes) {
            return withKind(bytes, BYTES);
        }
        if (key instanceof ByteBuffer buffer) {
            return withKind(RawBytes.of(buffer), BYTES);
        }
        if (key instanceof Long || key instanceof Integer || key instanceof Short || key instanceof Byte) {
            long integer = ((Number) key).longValue();
            return withKind(ByteBuffer.allocate(Long.BYTES).putLong(integer).array(), INTEGER);
        }
        if (key == null) {
            throw new DataException("expected a record key to group by, found none; set one with the KeyBy transform");
        }
        throw new DataException("expected a record key of text, bytes or an integer, found a "
                + key.getClass().getSimpleName()
                + "; choose one column with the KeyBy transform, or read keys with ByteArrayConverter");
    }

    private static byte[] withKind(byte[] value, byte kind) {
        byte[] key = Arrays.copyOf(value, value.length + 1);
        key[value.length] = kind;
        return key;
    }

    /** The key as Connect data: a string, bytes or a 64-bit integer, with its schema. */
    public static SchemaAndValue decode(byte[] key) {
        byte[] value = Arrays.copyOf(key, key.length - 1);
        return switch (key[key.length - 1]) {
            case TEXT -> new SchemaAndValue(Schema.STRING_SCHEMA, new String(value, StandardCharsets.UTF_8));
            case BYTES -> new SchemaAndValue(Schema.BYTES_SCHEMA, value);
            case INTEGER ->
                new SchemaAndValue(Schema.INT64_SCHEMA, ByteBuffer.wrap(value).getLong());
            default -> throw new IllegalStateException("Unknown kind of group key: " + key[key.length - 1]);
        };
    }
}
