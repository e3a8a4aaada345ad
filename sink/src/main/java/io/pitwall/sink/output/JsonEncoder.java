package io.pitwall.sink.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.pitwall.sink.windowing.query.Output;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that {@code JsonConverter} without schemas would write, without building the tree it builds. A number that JSON
 * cannot express is a string: {@code "NaN"}, {@code "Infinity"}.
 */
final class JsonEncoder implements ValueEncoder {

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();
    private final Iterable<Output> outputs;

    JsonEncoder(WindowQuery query) {
        outputs = query.outputs();
    }

    @Override
    public byte[] encode(String topic, long startMs, long endMs, @Nullable Long alertTimeMs, Row values) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(factory._getBufferRecycler());
                JsonGenerator json = factory.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("window_start", startMs);
            json.writeNumberField("window_end", endMs);
            for (Output output : outputs) {
                json.writeFieldName(output.name());
                write(json, output.in(values));
            }
            if (alertTimeMs != null) {
                json.writeNumberField("alert_time", alertTimeMs);
            }
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
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
}
