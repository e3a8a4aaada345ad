package io.pitwall.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/** Records for tests, all at {@code orders-2@51877} with the timestamp 1000. */
final class Rows {

    static final long TIMESTAMP_MS = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Rows() {}

    /** A record without a key whose value is this JSON object, schemaless. */
    static SinkRecord json(String object) {
        return value(null, map(object));
    }

    static SinkRecord struct(Struct value) {
        return value(value.schema(), value);
    }

    /** A record with a schema of its own for each number. */
    static SinkRecord ofSchema(int number) {
        Schema schema = SchemaBuilder.struct()
                .name("S" + number)
                .field("a", Schema.INT32_SCHEMA)
                .build();
        return struct(new Struct(schema).put("a", 1));
    }

    static SinkRecord value(@Nullable Schema schema, @Nullable Object value) {
        return record(null, null, schema, value);
    }

    static SinkRecord key(@Nullable Schema schema, @Nullable Object key) {
        return record(schema, key, null, null);
    }

    static SinkRecord record(
            @Nullable Schema keySchema, @Nullable Object key, @Nullable Schema valueSchema, @Nullable Object value) {
        SinkRecord record = new SinkRecord(
                "orders", 2, keySchema, key, valueSchema, value, 51_877, TIMESTAMP_MS, TimestampType.CREATE_TIME);
        record.headers().addString("trace", "t-1");
        return record;
    }

    /** What the transform makes of a record that it must not drop. */
    static SinkRecord apply(Transformation<SinkRecord> transform, SinkRecord record) {
        SinkRecord transformed = transform.apply(record);
        assertThat(transformed).as("the record, which must not be dropped").isNotNull();
        return transformed;
    }

    static Map<String, Object> map(String object) {
        try {
            return JSON.readValue(object, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("The test's own JSON is wrong", broken);
        }
    }

    /** The record's schemaless value as JSON, columns in order. */
    static String valueAsJson(SinkRecord record) {
        try {
            return JSON.writeValueAsString(record.value());
        } catch (JsonProcessingException broken) {
            throw new AssertionError("The value is no JSON", broken);
        }
    }
}
