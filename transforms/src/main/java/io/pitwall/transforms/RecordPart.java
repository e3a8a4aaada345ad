package io.pitwall.transforms;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** The half of a record that a transform works on. */
enum RecordPart {
    KEY,
    VALUE;

    @Nullable
    Object of(ConnectRecord<?> record) {
        return switch (this) {
            case KEY -> record.key();
            case VALUE -> record.value();
        };
    }

    @Nullable
    Schema schemaOf(ConnectRecord<?> record) {
        return switch (this) {
            case KEY -> record.keySchema();
            case VALUE -> record.valueSchema();
        };
    }

    /** A copy of the record, headers included, with this half replaced. */
    <R extends ConnectRecord<R>> R replace(R record, @Nullable Schema schema, @Nullable Object content) {
        return switch (this) {
            case KEY -> copy(record, schema, content, record.valueSchema(), record.value());
            case VALUE -> copy(record, record.keySchema(), record.key(), schema, content);
        };
    }

    private static <R extends ConnectRecord<R>> R copy(
            R record,
            @Nullable Schema keySchema,
            @Nullable Object key,
            @Nullable Schema valueSchema,
            @Nullable Object value) {
        return record.newRecord(
                record.topic(), record.kafkaPartition(), keySchema, key, valueSchema, value, record.timestamp());
    }

    /** The word for messages and config keys: {@code key} or {@code value}. */
    String word() {
        return switch (this) {
            case KEY -> "key";
            case VALUE -> "value";
        };
    }
}
