package io.pitwall.sink.output;

import io.pitwall.sink.windowing.query.Output;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.expression.Type;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Windows as Structs for a converter. The schema follows from the query alone, never from values, so that every task and
 * every restart writes the same one: conditions are booleans, texts strings, everything else a double; all optional.
 */
final class StructEncoder implements ValueEncoder {

    private final List<Output> outputs;
    private final OutputConverter converter;
    private final Schema windowSchema;
    private final Schema alertSchema;

    StructEncoder(WindowQuery query, OutputConverter converter) {
        this.outputs = query.outputs();
        this.converter = converter;
        windowSchema = columns("io.pitwall.Window").build();
        alertSchema = columns("io.pitwall.Alert")
                .field("alert_time", Schema.INT64_SCHEMA)
                .build();
    }

    private SchemaBuilder columns(String name) {
        SchemaBuilder schema = SchemaBuilder.struct()
                .name(name)
                .field("window_start", Schema.INT64_SCHEMA)
                .field("window_end", Schema.INT64_SCHEMA);
        outputs.forEach(output -> schema.field(output.name(), schemaOf(output)));
        return schema;
    }

    private static Schema schemaOf(Output output) {
        return switch (output.expression().type()) {
            case BOOLEAN -> Schema.OPTIONAL_BOOLEAN_SCHEMA;
            case TEXT -> Schema.OPTIONAL_STRING_SCHEMA;
            case NUMBER, ANY -> Schema.OPTIONAL_FLOAT64_SCHEMA;
        };
    }

    @Override
    public byte @Nullable [] encode(String topic, long startMs, long endMs, @Nullable Long alertTimeMs, Row values) {
        Schema schema = alertTimeMs == null ? windowSchema : alertSchema;
        Struct struct = new Struct(schema).put("window_start", startMs).put("window_end", endMs);
        for (Output output : outputs) {
            struct.put(output.name(), valueOf(output, output.in(values)));
        }
        if (alertTimeMs != null) {
            struct.put("alert_time", alertTimeMs);
        }
        return converter.convert(topic, schema, struct);
    }

    private static @Nullable Object valueOf(Output output, Cell cell) {
        if (cell.isNumber()) {
            return cell.asDouble();
        }
        boolean isUndeclared = !cell.isNull() && output.expression().type() == Type.ANY;
        if (isUndeclared) {
            throw new ConnectException(
                    "Column `" + output.name() + "` is declared a double and holds another type; write "
                            + "cast(… as string) or cast(… as boolean) in `select`");
        }
        return cell.boxed();
    }
}
