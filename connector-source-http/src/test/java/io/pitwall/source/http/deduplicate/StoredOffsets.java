package io.pitwall.source.http.deduplicate;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** The offsets topic of a worker: what is stored passes through the worker's own converter, there and back. */
public final class StoredOffsets implements OffsetStorageReader {

    private final JsonConverter converter = new JsonConverter();
    private final Map<String, byte[]> stored = new HashMap<>();

    public StoredOffsets() {
        converter.configure(Map.of("schemas.enable", "false"), false);
    }

    public synchronized void store(@Nullable Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        if (partition == null || offset == null) {
            throw new AssertionError("A row without a position has come into the offsets");
        }
        stored.put(key(partition), converter.fromConnectData("offsets", null, offset));
    }

    public synchronized int size() {
        return stored.size();
    }

    public synchronized int valueBytes() {
        return stored.values().stream().mapToInt(value -> value.length).sum();
    }

    private static String key(Map<String, ?> partition) {
        return partition.toString();
    }

    @Override
    public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
        return offsets(List.of(partition)).get(partition);
    }

    @Override
    @SuppressWarnings("unchecked") // As the worker does: an offset is a map of texts to plain values.
    public synchronized <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
        for (Map<String, T> partition : partitions) {
            byte[] offset = stored.get(key(partition));
            if (offset != null) {
                found.put(partition, (Map<String, Object>)
                        converter.toConnectData("offsets", offset).value());
            }
        }
        return found;
    }
}
