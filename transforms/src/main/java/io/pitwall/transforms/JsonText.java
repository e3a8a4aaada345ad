package io.pitwall.transforms;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pitwall.transforms.row.RawBytes;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Connect data as JSON, as Connect's own JsonConverter writes it without schemas: bytes in base64, dates as epoch
 * milliseconds (a decimal though stays a number).
 */
final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private JsonText(JsonGenerator json) {
        this.json = json;
    }

    /** @param place of the value, for messages */
    static String of(Place place, Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            new JsonText(json).write(value, place);
        } catch (IOException impossible) {
            throw new IllegalStateException("A StringWriter does not fail", impossible);
        }
        return text.toString();
    }

    private void write(@Nullable Object value, Place place) throws IOException {
        if (value instanceof List<?> list) {
            writeList(list, place);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, place);
        } else if (value instanceof Struct struct) {
            writeStruct(struct, place);
        } else {
            writeScalar(value, place);
        }
    }

    private void writeList(List<?> list, Place place) throws IOException {
        Place below = place.element();
        json.writeStartArray();
        for (Object element : list) {
            write(element, below);
        }
        json.writeEndArray();
    }

    private void writeMap(Map<?, ?> map, Place place) throws IOException {
        Place below = place.element();
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeFieldName(String.valueOf(entry.getKey()));
            write(entry.getValue(), below);
        }
        json.writeEndObject();
    }

    private void writeStruct(Struct struct, Place place) throws IOException {
        Place below = place.element();
        json.writeStartObject();
        for (Field field : struct.schema().fields()) {
            json.writeFieldName(field.name());
            write(struct.getWithoutDefault(field.name()), below);
        }
        json.writeEndObject();
    }

    @SuppressWarnings("JavaUtilDate") // Connect's own Date, Time and Timestamp are java.util.Dates
    private void writeScalar(@Nullable Object value, Place place) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Float number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof Number integer) {
            json.writeNumber(integer.longValue());
        } else if (value instanceof Date instant) {
            json.writeNumber(instant.getTime());
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else if (value instanceof ByteBuffer buffer) {
            json.writeBinary(RawBytes.of(buffer));
        } else {
            throw new DataException("expected Connect data below field `%s`, found a %s"
                    .formatted(place.path(), value.getClass().getSimpleName()));
        }
    }
}
