package io.pitwall.transforms;

import io.pitwall.transforms.row.ColumnPath;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** What schemas say about nulls and columns, and copies that differ in one respect. */
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

    /** The schema of a column, optional where anything above it can be missing; null where the row's has no such column. */
    static @Nullable Schema at(Schema rowSchema, ColumnPath path) {
        Schema schema = rowSchema;
        boolean canBeMissing = false;
        for (int i = 0; i < path.names().size(); i++) {
            canBeMissing |= schema.type() == Schema.Type.MAP || (i > 0 && isNullable(schema));
            Schema inner = member(schema, path.names().get(i));
            if (inner == null) {
                return null;
            }
            schema = inner;
        }
        return canBeMissing ? optional(schema) : schema;
    }

    private static @Nullable Schema member(Schema schema, String name) {
        if (schema.type() == Schema.Type.MAP) {
            return schema.valueSchema();
        }
        Field field = schema.type() == Schema.Type.STRUCT ? schema.field(name) : null;
        return field == null ? null : field.schema();
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
