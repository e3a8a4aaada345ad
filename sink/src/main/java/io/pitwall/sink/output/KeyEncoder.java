package io.pitwall.sink.output;

import io.pitwall.sink.input.GroupKey;
import io.pitwall.transforms.row.RawBytes;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/**
 * Keys as they are written. Bytes, which the converters for text would garble, are written as they were read: whoever
 * reads keys with {@code ByteArrayConverter} gets the same keys out.
 */
final class KeyEncoder {

    private final OutputConverter converter;

    KeyEncoder(OutputConverter converter) {
        this.converter = converter;
    }

    byte @Nullable [] encodeGroup(String topic, byte[] groupKey) {
        SchemaAndValue key = GroupKey.decode(groupKey);
        return encode(topic, key.schema(), key.value());
    }

    byte @Nullable [] encode(String topic, @Nullable Schema schema, @Nullable Object key) {
        if (key instanceof ByteBuffer buffer) {
            return RawBytes.of(buffer);
        }
        if (key instanceof byte[] bytes) {
            return bytes;
        }
        return converter.convert(topic, schema, key);
    }
}
