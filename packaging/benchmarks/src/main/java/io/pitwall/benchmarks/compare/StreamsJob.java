package io.pitwall.benchmarks.compare;

import static io.pitwall.benchmarks.compare.Workload.WINDOW_ADVANCE_MS;
import static io.pitwall.benchmarks.compare.Workload.WINDOW_SIZE_MS;

import io.pitwall.benchmarks.rows.MagnitudeParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The job of the comparison written for Kafka Streams, as its user would write it who cares for speed: each row is decoded
 * once, by a streaming parser that stops at the last needed field, and nothing is repartitioned or serialised but the state.
 *
 * <p>A program of its own. It is ready when it prints {@link #READY}; it starts on the first byte of its standard input and
 * ends with its standard input, so that it never outlives the comparison.
 */
final class StreamsJob {

    static final String READY = "ready";
    static final String STORE = "force";

    private StreamsJob() {}

    /** Arguments: input topic, output topic, then Kafka Streams properties as {@code name=value}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String inputTopic = arguments[0];
        String outputTopic = arguments[1];
        Properties properties = properties(Arrays.copyOfRange(arguments, 2, arguments.length));
        CountDownLatch failed = new CountDownLatch(1);
        try (KafkaStreams streams = new KafkaStreams(topology(inputTopic, outputTopic), properties)) {
            streams.setUncaughtExceptionHandler(failure -> {
                failure.printStackTrace();
                failed.countDown();
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            System.out.println(READY);
            if (System.in.read() < 0) {
                return;
            }
            streams.start();
            while (System.in.read() >= 0) {}
        }
        if (failed.getCount() == 0) {
            System.exit(1);
        }
    }

    static Properties properties(String... assignments) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Twice its default under exactly-once, in its favour: the interval Pitwall commits at.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200);
        // Emit each window when it closes. The default, once a second of wall time and only with a later row, costs the
        // same and would leave the last windows out.
        properties.put(StreamsConfig.InternalConfig.EMIT_INTERVAL_MS_KSTREAMS_WINDOWED_AGGREGATION, 0L);
        properties.put("auto.offset.reset", "earliest");
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            properties.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return properties;
    }

    static Topology topology(String inputTopic, String outputTopic) {
        MagnitudeParser magnitude = new MagnitudeParser();
        TimeWindows windows = TimeWindows.ofSizeWithNoGrace(Duration.ofMillis(WINDOW_SIZE_MS))
                .advanceBy(Duration.ofMillis(WINDOW_ADVANCE_MS));
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(inputTopic, Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .mapValues(magnitude::parse)
                .groupByKey(Grouped.with(Serdes.String(), Serdes.Double()))
                .windowedBy(windows)
                .emitStrategy(EmitStrategy.onWindowClose())
                .aggregate(
                        () -> 0.0,
                        (phone, value, sum) -> sum + value,
                        Materialized.<String, Double, WindowStore<Bytes, byte[]>>as(STORE)
                                .withKeySerde(Serdes.String())
                                .withValueSerde(Serdes.Double()))
                .toStream()
                .map((window, force) -> KeyValue.pair(window.key(), json(window, force)))
                .to(outputTopic, Produced.with(Serdes.String(), Serdes.ByteArray()));
        return builder.build();
    }

    private static byte[] json(Windowed<String> window, double force) {
        String text = "{\"window_start\":" + window.window().start() + ",\"window_end\":"
                + window.window().end() + ",\"force\":" + force + "}";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
