package io.pitwall.transforms;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Copies of schemas that differ in one respect. */
final class Schemas {

    private Schemas() {}

    /** True where the value of a field with this schema can be null: a default stands in for it elsewhere. */
    static boolean isNullable(Schema schema) {
        return schema.isOptional() || schema.defaultValue() != null;
    }

    /** The same schema, but optional and without a default, so that a null is read as null by everybody. */
    static Schema optional(Schema schema) {
        if (schema.isOptional() && schema.defaultValue() == null) {
            return schema;
        }
        return describedLike(schema, emptyOfType(schema)).optional().build();
    }

    private static SchemaBuilder emptyOfType(Schema schema) {
        return switch (schema.type()) {
            case ARRAY -> SchemaBuilder.array(schema.valueSchema());
            case MAP -> SchemaBuilder.map(schema.keySchema(), schema.valueSchema());
            case STRUCT -> {
                SchemaBuilder struct = SchemaBuilder.struct();
                for (Field field : schema.fields()) {
                    struct.field(field.name(), field.schema());
                }
                yield struct;
            }
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES ->
                SchemaBuilder.type(schema.type());
        };
    }

    /** Gives the builder the name, version, documentation and parameters of a schema. */
    static SchemaBuilder describedLike(Schema schema, SchemaBuilder builder) {
        if (schema.name() != null) {
            builder.name(schema.name());
        }
        if (schema.version() != null) {
            builder.version(schema.version());
        }
        if (schema.doc() != null) {
            builder.doc(schema.doc());
        }
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        return builder;
    }
}
