package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows that are no use: each is reported where it lies and why, without its content, and the others go on. */
@ExtendWith(RealWorker.Resolver.class)
final class BadRowsIT {

    private static final long START_MS = 1_700_000_000_000L;
    private static final String SECRET = "hush";
    private static final String RUBBISH = "{{{ " + SECRET;
    private static final String WITHOUT_TIME = "{\"reading\":{\"force\":1},\"note\":\"" + SECRET + "\"}";
    private static final String NUMBER_FOR_MAP =
            "{\"time\":" + START_MS + ",\"reading\":7,\"note\":\"" + SECRET + "\"}";
    private static final String TEXT_FOR_NUMBER =
            "{\"time\":" + START_MS + ",\"reading\":{\"force\":\"" + SECRET + "\"}}";

    /** As the marker numbers the reasons. */
    private static final int UNREADABLE_ROW = 2;

    private static final int EVALUATION_ERROR = 4;

    @Test
    void badRowsGoToTheDeadLetterQueueAndGoodOnesIntoWindows(RealWorker real) {
        HoppingOracle oracle = new HoppingOracle(2_000, 250, 3_000);
        try (Pipeline pipeline = real.pipeline("bad", 1);
                TopicReader dead = new TopicReader(pipeline.bootstrapServers(), pipeline.topic("dead"))) {
            Map<String, String> config = config();
            config.put("errors.tolerance", "all");
            config.put("errors.deadletterqueue.topic.name", pipeline.topic("dead"));
            config.put("errors.deadletterqueue.topic.replication.factor", "1");
            config.put("errors.deadletterqueue.context.headers.enable", "true");
            pipeline.startSink(config);

            oracle.add("a", START_MS, 2, false);
            oracle.add("a", START_MS + 100, 3, false);
            write(pipeline, good(START_MS, 2), RUBBISH, WITHOUT_TIME, NUMBER_FOR_MAP, TEXT_FOR_NUMBER);
            write(pipeline, good(START_MS + 100, 3));
            writeAs(pipeline, "closer", good(START_MS + 60_000, 0));

            Features.expectExactly(oracle.all(), pipeline);
            await().atMost(Duration.ofSeconds(30)).until(() -> dead.committed().size() == 4);
            assertThat(dead.committed())
                    .extracting(ConsumerRecord::value)
                    .containsExactly(RUBBISH, WITHOUT_TIME, NUMBER_FOR_MAP, TEXT_FOR_NUMBER);
            List<String> reasons =
                    dead.committed().stream().map(BadRowsIT::reason).toList();
            assertThat(reasons.get(0)).containsIgnoringCase("JSON");
            assertThat(reasons.get(1)).containsIgnoringCase("timestamp").contains("time");
            assertThat(reasons.get(2)).contains("reading");
            assertThat(reasons.get(3)).contains("reading.force");
            assertThat(reasons).noneMatch(reason -> reason.contains(SECRET));
            Markers.awaitCounts(pipeline, 3, Map.of(UNREADABLE_ROW, 3L, EVALUATION_ERROR, 1L));
        }
    }

    @Test
    void withoutADeadLetterQueueTheLogNamesTheRowAndTheRestGoesOn(RealWorker real) throws IOException {
        HoppingOracle oracle = new HoppingOracle(2_000, 250, 3_000);
        try (Pipeline pipeline = real.pipeline("logged", 1)) {
            pipeline.startSink(config());

            oracle.add("a", START_MS, 2, false);
            oracle.add("a", START_MS + 100, 3, false);
            write(pipeline, good(START_MS, 2), RUBBISH, good(START_MS + 100, 3));
            writeAs(pipeline, "closer", good(START_MS + 60_000, 0));

            Features.expectExactly(oracle.all(), pipeline);
            assertThat(Files.readString(real.worker().logFile()))
                    .contains("Rejected " + pipeline.topic("rows") + "-0@1: ")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void theGatewayRefusesRubbishAndTakesTheNextBody(RealWorker real) {
        try (Pipeline pipeline = real.pipeline("rubbish", 1)) {
            pipeline.startGateway();

            var refusal = pipeline.post(RUBBISH);
            assertThat(refusal.statusCode()).isEqualTo(400);
            assertThat(refusal.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(refusal.body()).doesNotContain(SECRET);

            PhoneRow row = PhoneRow.at(START_MS * 1_000_000, new Acceleration(0, 0, 1));
            String body = new SensorLogger("rider").bodies(List.of(row)).get(0);
            assertThat(pipeline.post(body).statusCode()).isEqualTo(200);
        }
    }

    private static Map<String, String> config() {
        Map<String, String> config = new HashMap<>();
        config.put("where", "");
        config.put("select", "sum(reading.force) as force, count(*) as samples");
        config.put("alert.when", "");
        config.put("alert.topic", "");
        config.put("timestamp.column", "time");
        config.put("timestamp.unit", "ms");
        config.put("idle.timeout.ms", "-1");
        return config;
    }

    private static String good(long timeMs, int force) {
        return "{\"time\":" + timeMs + ",\"reading\":{\"force\":" + force + "}}";
    }

    private static void write(Pipeline pipeline, String... rows) {
        writeAs(pipeline, "a", rows);
    }

    private static void writeAs(Pipeline pipeline, String key, String... rows) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, pipeline.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (String row : rows) {
                producer.send(new ProducerRecord<>(pipeline.topic("rows"), key, row))
                        .get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("Cannot write the rows", e);
        }
    }

    private static String reason(ConsumerRecord<String, String> dead) {
        return new String(
                dead.headers().lastHeader("__connect.errors.exception.message").value(), StandardCharsets.UTF_8);
    }
}
