package io.pitwall.transforms.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The forms in which a converter can hand over one and the same row. */
enum RowForm {
    BYTES {
        @Override
        Object of(Map<String, Object> record) {
            return json(record);
        }
    },
    /** A window into a larger array. */
    ARRAY_BUFFER {
        @Override
        Object of(Map<String, Object> record) {
            byte[] json = json(record);
            ByteBuffer larger = ByteBuffer.allocate(json.length + 20);
            larger.position(3);
            ByteBuffer window = larger.slice().put(4, json).position(4).limit(4 + json.length);
            return window;
        }
    },
    DIRECT_BUFFER {
        @Override
        Object of(Map<String, Object> record) {
            byte[] json = json(record);
            return ByteBuffer.allocateDirect(json.length).put(json).flip();
        }
    },
    STRING {
        @Override
        Object of(Map<String, Object> record) {
            return new String(json(record), StandardCharsets.UTF_8);
        }
    },
    MAP {
        @Override
        Object of(Map<String, Object> record) {
            return record;
        }
    },
    STRUCT {
        @Override
        Object of(Map<String, Object> record) {
            return struct(record);
        }
    };

    abstract Object of(Map<String, Object> record);

    /** A record with these fields in this order; each value names its field and the order. */
    static Map<String, Object> record(List<String> fields) {
        Map<String, Object> record = new LinkedHashMap<>();
        fields.forEach(field -> record.put(field, field + " of " + fields));
        return record;
    }

    private static byte[] json(Map<String, Object> record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = new JsonFactory().createGenerator(bytes)) {
            generator.disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS.mappedFeature());
            write(record, generator);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    private static void write(@Nullable Object value, JsonGenerator generator) throws IOException {
        if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                generator.writeFieldName((String) member.getKey());
                write(member.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(element, generator);
            }
            generator.writeEndArray();
        } else if (value instanceof Double number) {
            generator.writeNumber(number);
        } else if (value instanceof Long integer) {
            generator.writeNumber(integer);
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else {
            generator.writeNull();
        }
    }

    private static Struct struct(Map<?, ?> record) {
        SchemaBuilder schema = SchemaBuilder.struct();
        record.forEach((name, value) -> schema.field((String) name, schemaOf(value)));
        Struct struct = new Struct(schema.build());
        record.forEach(
                (name, value) -> struct.put((String) name, value instanceof Map<?, ?> map ? struct(map) : value));
        return struct;
    }

    private static Schema schemaOf(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return struct(map).schema();
        } else if (value instanceof List<?> list) {
            return SchemaBuilder.array(schemaOf(list.get(0))).build();
        } else if (value instanceof Double) {
            return Schema.FLOAT64_SCHEMA;
        } else if (value instanceof Long) {
            return Schema.INT64_SCHEMA;
        } else if (value instanceof Boolean) {
            return Schema.BOOLEAN_SCHEMA;
        }
        return Schema.OPTIONAL_STRING_SCHEMA;
    }
}
