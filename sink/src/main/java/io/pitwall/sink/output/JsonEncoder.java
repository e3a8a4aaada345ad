package io.pitwall.sink.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.pitwall.sink.windowing.query.Output;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The bytes that {@code JsonConverter} without schemas would write, without building the tree it builds. A number that JSON
 * cannot express is a string: {@code "NaN"}, {@code "Infinity"}.
 */
final class JsonEncoder implements ValueEncoder {

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();
    private final Iterable<Output> outputs;
    private final WideNames names;
    private final List<OwnField> ownFields;

    JsonEncoder(Kind kind) {
        outputs = kind.query().outputs();
        names = new WideNames(kind.query().outputs());
        ownFields = kind.ownFields();
    }

    @Override
    public byte[] encode(String topic, long startMs, long endMs, Row columns, Object... own) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(factory._getBufferRecycler());
                JsonGenerator json = factory.createGenerator(bytes)) {
            names.begin();
            json.writeStartObject();
            json.writeNumberField("window_start", startMs);
            json.writeNumberField("window_end", endMs);
            for (Output output : outputs) {
                write(json, output, output.in(columns));
            }
            for (int field = 0; field < own.length; field++) {
                json.writeFieldName(ownFields.get(field).fieldName());
                json.writePOJO(own[field]);
            }
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
    }

    private void write(JsonGenerator json, Output output, Cell cell) throws IOException {
        switch (output.shape()) {
            case SCALAR -> {
                json.writeFieldName(output.name());
                write(json, cell);
            }
            case LIST -> {
                json.writeFieldName(output.name());
                writeList(json, cell);
            }
            case COLUMNS -> writeColumns(json, output, cell);
        }
    }

    private static void write(JsonGenerator json, Cell cell) throws IOException {
        switch (cell.kind()) {
            case NULL -> json.writeNull();
            case BOOLEAN -> json.writeBoolean(cell.asBoolean());
            case LONG -> json.writeNumber(cell.asLong());
            case DOUBLE -> json.writeNumber(cell.asDouble());
            case TEXT -> json.writeString(cell.asText());
            case OTHER -> throw new IllegalStateException("An aggregate gave a value that is no scalar");
        }
    }

    private static void writeList(JsonGenerator json, Cell cell) throws IOException {
        if (cell.isNull()) {
            json.writeNull();
            return;
        }
        json.writeStartArray();
        for (Object value : (List<?>) cell.asReference()) {
            json.writePOJO(value);
        }
        json.writeEndArray();
    }

    private void writeColumns(JsonGenerator json, Output output, Cell cell) throws IOException {
        if (cell.isNull()) {
            return;
        }
        for (Map.Entry<?, ?> column : ((Map<?, ?>) cell.asReference()).entrySet()) {
            String name = output.nameFor((String) column.getKey());
            if (names.take(name)) {
                json.writeFieldName(name);
                json.writePOJO(column.getValue());
            }
        }
    }
}
