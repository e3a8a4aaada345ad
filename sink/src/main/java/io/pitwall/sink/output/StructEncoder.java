package io.pitwall.sink.output;

import io.pitwall.sink.windowing.query.Output;
import io.pitwall.transforms.expression.Type;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Windows as Structs for a converter. The schema follows from the configuration alone, never from values, so that every task and
 * every restart writes the same one: conditions are booleans, texts strings, everything else a double; all optional. So
 * an aggregate over many columns, whose names only the data knows, is one map.
 */
final class StructEncoder implements ValueEncoder {

    private final List<Output> outputs;
    private final List<OwnField> ownFields;
    private final OutputConverter converter;
    private final Schema schema;

    StructEncoder(Kind kind, OutputConverter converter) {
        outputs = kind.query().outputs();
        ownFields = kind.ownFields();
        this.converter = converter;
        schema = schemaOf(kind);
    }

    private static Schema schemaOf(Kind kind) {
        SchemaBuilder schema = SchemaBuilder.struct()
                .name(kind.name())
                .field("window_start", Schema.INT64_SCHEMA)
                .field("window_end", Schema.INT64_SCHEMA);
        kind.query().outputs().forEach(output -> schema.field(output.fieldName(), schemaOf(output)));
        kind.ownFields().forEach(field -> schema.field(field.fieldName(), field.schema()));
        return schema.build();
    }

    private static Schema schemaOf(Output output) {
        Schema scalar = schemaOf(output.type());
        return switch (output.shape()) {
            case SCALAR -> scalar;
            case LIST -> SchemaBuilder.array(scalar).optional().build();
            case COLUMNS ->
                SchemaBuilder.map(Schema.STRING_SCHEMA, scalar).optional().build();
        };
    }

    private static Schema schemaOf(Type type) {
        return switch (type) {
            case BOOLEAN -> Schema.OPTIONAL_BOOLEAN_SCHEMA;
            case TEXT -> Schema.OPTIONAL_STRING_SCHEMA;
            case NUMBER, ANY -> Schema.OPTIONAL_FLOAT64_SCHEMA;
        };
    }

    @Override
    public byte @Nullable [] encode(String topic, long startMs, long endMs, Row columns, Object... own) {
        Struct struct = new Struct(schema).put("window_start", startMs).put("window_end", endMs);
        for (Output output : outputs) {
            struct.put(output.fieldName(), valueOf(output, output.in(columns)));
        }
        for (int field = 0; field < own.length; field++) {
            struct.put(ownFields.get(field).fieldName(), own[field]);
        }
        return converter.convert(topic, schema, struct);
    }

    private static @Nullable Object valueOf(Output output, Cell cell) {
        if (cell.isNull()) {
            return null;
        }
        return switch (output.shape()) {
            case SCALAR -> scalar(output, cell.boxed());
            case LIST -> {
                List<@Nullable Object> list = new ArrayList<>();
                ((List<?>) cell.asReference()).forEach(value -> list.add(scalar(output, value)));
                yield list;
            }
            case COLUMNS -> {
                Map<Object, @Nullable Object> map = new LinkedHashMap<>();
                ((Map<?, ?>) cell.asReference()).forEach((name, value) -> map.put(name, scalar(output, value)));
                yield map;
            }
        };
    }

    private static @Nullable Object scalar(Output output, @Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        boolean isUndeclared = value != null && output.type() == Type.ANY;
        if (isUndeclared) {
            throw new ConnectException(
                    "Column `" + output.name() + "` is declared a double and holds another type; write "
                            + "cast(… as string) or cast(… as boolean) in `select`");
        }
        return value;
    }
}
