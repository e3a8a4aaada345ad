package io.pitwall.benchmarks.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import io.pitwall.source.http.decode.BodyDecoder;
import io.pitwall.source.http.decode.BodyFormat;
import io.pitwall.source.http.decode.BodyReader;
import io.pitwall.source.http.decode.ContentCoding;
import io.pitwall.source.http.decode.DecodedBody;
import io.pitwall.source.http.decode.MemoryBudget;
import io.pitwall.source.http.decode.RecordSettings;
import io.pitwall.source.http.decode.RefusedBodyException;
import io.pitwall.source.http.decode.Row;
import io.pitwall.source.http.decode.ValueFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the gateway does with a body: check it and cut it into rows, then build the value of each row. The floor is a
 * parser that reads all tokens and does nothing with them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GatewayDecodeBenchmark {

    /** The shapes clients send. */
    public enum Shape {
        /** A push with the reading of one sensor and a text that makes it 1 KiB. */
        ONE_READING(BodyFormat.JSON, push(1, "n".repeat(800))),
        /** A push of a phone: 100 readings of one sensor. */
        PUSH_OF_100(BodyFormat.JSON, push(100, "")),
        /** 100 lines of a car, 20 columns each. */
        LINES_OF_100(BodyFormat.NDJSON, lines(100));

        private final BodyFormat format;
        private final String body;

        Shape(BodyFormat format, String body) {
            this.format = format;
            this.body = body;
        }

        private static String push(int rows, String note) {
            StringBuilder body =
                    new StringBuilder("{\"messageId\":17,\"sessionId\":\"3b5a2c1e-7d0f\",\"deviceId\":\"bike-7\","
                            + "\"note\":\"" + note + "\",\"payload\":[");
            for (int i = 0; i < rows; i++) {
                body.append(i == 0 ? "" : ",")
                        .append("{\"name\":\"accelerometer\",\"time\":17805302954676")
                        .append(10_000 + i)
                        .append(",\"accuracy\":3,\"values\":{\"z\":-0.0142")
                        .append(i)
                        .append(",\"y\":0.2063,\"x\":9.7981}}");
            }
            return body.append("]}").toString();
        }

        private static String lines(int rows) {
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < rows; i++) {
                body.append("{\"deviceId\":\"car-12\",\"time\":1780530295467").append(i);
                for (int column = 0; column < 20; column++) {
                    body.append(",\"signal_").append(column).append("\":").append(i * column / 8.0);
                }
                body.append("}\n");
            }
            return body.toString();
        }
    }

    private static final JsonFactory FLOOR = new JsonFactory();

    private static final MemoryBudget UNLIMITED = new MemoryBudget() {
        @Override
        public boolean tryGrow(long moreBytes) {
            return true;
        }

        @Override
        public void shrink(long bytes) {}
    };

    @Param
    public Shape shape = Shape.ONE_READING;

    private byte[] body = {};
    private BodyDecoder decoder = decoderOf(shape, ValueFormat.OBJECT);
    private List<Row> objects = List.of();
    private List<Row> texts = List.of();

    @Setup
    public void prepare() throws RefusedBodyException {
        body = shape.body.getBytes(StandardCharsets.UTF_8);
        decoder = decoderOf(shape, ValueFormat.OBJECT);
        objects = decode(decoder).rows();
        texts = decode(decoderOf(shape, ValueFormat.JSON)).rows();
    }

    private static BodyDecoder decoderOf(Shape shape, ValueFormat valueFormat) {
        boolean isPush = shape.format == BodyFormat.JSON;
        return new BodyDecoder(new RecordSettings(
                JsonPointer.compile(isPush ? "/payload" : ""),
                isPush ? Set.of("deviceId", "sessionId", "messageId") : Set.of(),
                Optional.of("deviceId"),
                Optional.empty(),
                valueFormat,
                1 << 20));
    }

    private DecodedBody decode(BodyDecoder by) throws RefusedBodyException {
        BodyReader reader = by.begin(shape.format, ContentCoding.IDENTITY, List.of(), UNLIMITED, body.length);
        reader.append(body, 0, body.length);
        return reader.finish();
    }

    @Benchmark
    public int floorReadsAllTokens() throws IOException {
        int tokens = 0;
        try (JsonParser parser = FLOOR.createParser(body)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    @Benchmark
    public Object scan() throws RefusedBodyException {
        return decode(decoder);
    }

    @Benchmark
    public void objectsOfRows(Blackhole values) {
        objects.forEach(row -> values.consume(row.value()));
    }

    @Benchmark
    public void textsOfRows(Blackhole values) {
        texts.forEach(row -> values.consume(row.value()));
    }
}
