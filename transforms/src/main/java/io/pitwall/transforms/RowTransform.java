package io.pitwall.transforms;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * What all transforms over rows have in common: a tombstone passes with a null schema, anything but a Map or a Struct is
 * refused, and an error says which transform met it in which record.
 *
 * <p>{@link Versioned} is named here because {@link Transformation} has it only from Connect 4.3 on.
 */
abstract class RowTransform<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private final RecordPart part;
    private final ConfigDef definition;

    RowTransform(RecordPart part, ConfigDef definition) {
        this.part = part;
        this.definition = definition;
    }

    /** Takes over a config that holds no key but those of the definition, each valid by itself. */
    abstract void configure(StrictConfig config);

    /**
     * The record that this one becomes; null drops it.
     *
     * @param schema null for a row without one, which is then a Map
     * @param row a Struct, or a Map, with a schema or without
     * @throws DataException naming the column, but neither the record, which the caller adds, nor any value
     */
    abstract @Nullable R transform(R record, @Nullable Schema schema, Object row);

    @Override
    public final @Nullable R apply(R record) {
        Object row = part.of(record);
        Schema schema = part.schemaOf(record);
        if (row == null) {
            return schema == null ? record : part.replace(record, null, null);
        }
        try {
            requireRow(schema, row);
            return transform(record, schema == null && row instanceof Struct struct ? struct.schema() : schema, row);
        } catch (DataException problem) {
            throw new DataException(
                    "%s cannot transform the %s of %s: %s"
                            .formatted(name(), part.word(), coordinates(record), problem.getMessage()),
                    problem);
        }
    }

    /** The half of the record that rows are read from. */
    final RecordPart part() {
        return part;
    }

    private void requireRow(@Nullable Schema schema, Object row) {
        boolean isMap = row instanceof Map && (schema == null || schema.type() == Schema.Type.MAP);
        boolean isStruct = row instanceof Struct && (schema == null || schema.type() == Schema.Type.STRUCT);
        if (!isMap && !isStruct) {
            throw new DataException("expected a Map or a Struct, found %s; set %s.converter to one that parses, such as"
                            .formatted(row.getClass().getSimpleName(), part.word())
                    + " org.apache.kafka.connect.json.JsonConverter");
        }
    }

    /** As the user wrote it, less the package: {@code Flatten$Key}. */
    private String name() {
        String className = getClass().getName();
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** Where the record lies, for messages. */
    static String coordinates(ConnectRecord<?> record) {
        return record instanceof SinkRecord sunk
                ? sunk.originalTopic() + "-" + sunk.originalKafkaPartition() + "@" + sunk.originalKafkaOffset()
                : "a source record for topic " + record.topic();
    }

    @Override
    public final void configure(Map<String, ?> properties) {
        configure(StrictConfig.of(definition, properties));
    }

    @Override
    public final ConfigDef config() {
        return definition;
    }

    @Override
    public final String version() {
        return PluginVersion.get();
    }

    @Override
    public void close() {}
}
