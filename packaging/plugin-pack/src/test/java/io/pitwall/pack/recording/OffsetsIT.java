package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pitwall.local.ConnectRest;
import io.pitwall.pack.recording.HoppingOracle.Total;
import io.pitwall.pack.recording.HoppingOracle.Window;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user does with a stopped sink by the worker's REST interface: look, move, reset, delete. */
@ExtendWith(RealWorker.Resolver.class)
final class OffsetsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int PARTITIONS = 2;

    /** Wall time must not close windows. */
    private static final Map<String, String> SINK = Map.of("idle.timeout.ms", "-1");

    @Test
    void aStoppedSinkIsLookedAtResetMovedAndDeleted(RealWorker real) throws Exception {
        try (Pipeline pipeline = real.pipeline("offsets", PARTITIONS)) {
            pipeline.startSink(SINK);
            rideThrough(pipeline);
            Map<Integer, Long> ends = rowsPerPartition(pipeline);
            Map<Integer, Long> middles = new TreeMap<>();
            ends.forEach((partition, end) -> middles.put(partition, end / 2));
            expectNext(pipeline, windowsFrom(Map.of(), pipeline), 0);
            stop(real, pipeline);
            assertThat(offsets(real, pipeline)).isEqualTo(ends);

            for (int round = 0; round < 2; round++) {
                resetTwice(real, pipeline);
                assertThat(offsets(real, pipeline)).isEmpty();
                resumeAndExpect(real, pipeline, windowsFrom(Map.of(), pipeline));
                assertThat(offsets(real, pipeline)).isEqualTo(ends);

                moveTwice(real, pipeline, middles);
                assertThat(offsets(real, pipeline)).isEqualTo(middles);
                resumeAndExpect(real, pipeline, windowsFrom(middles, pipeline));
                assertThat(offsets(real, pipeline)).isEqualTo(ends);
            }

            expectRefusal(real, pipeline, Map.of(0, ends.getOrDefault(0, 0L) + 1), "between 0 and");
            expectRefusal(real, pipeline, Map.of(PARTITIONS, 0L), "found " + PARTITIONS);
            assertThat(offsets(real, pipeline)).isEqualTo(ends);

            delete(real, pipeline);
        }
    }

    private static void rideThrough(Pipeline pipeline) {
        try (Ride ride = Ride.start(pipeline, PARTITIONS, Ride.START_MS)) {
            await().atMost(TIMEOUT).until(() -> pipeline.features().committed().size() > 200);
            ride.finish();
        }
    }

    private static Map<Integer, Long> rowsPerPartition(Pipeline pipeline) {
        return rows(pipeline).stream()
                .collect(Collectors.toMap(ConsumerRecord::partition, row -> row.offset() + 1, Math::max, TreeMap::new));
    }

    private static List<ConsumerRecord<String, String>> rows(Pipeline pipeline) {
        try (TopicReader rows = new TopicReader(pipeline.bootstrapServers(), pipeline.topic("rows"))) {
            return rows.committed();
        }
    }

    /** What a sink without state gives that begins at these offsets. */
    private static Map<Window, Total> windowsFrom(Map<Integer, Long> offsets, Pipeline pipeline) {
        Map<Integer, HoppingOracle> oracles = new HashMap<>();
        for (ConsumerRecord<String, String> row : rows(pipeline)) {
            if (row.offset() >= offsets.getOrDefault(row.partition(), 0L)) {
                oracles.computeIfAbsent(row.partition(), unseen -> new HoppingOracle(2_000, 250, 3_000))
                        .add(
                                row.key(),
                                row.timestamp(),
                                Ride.acceleration(row.value()).force(),
                                false);
            }
        }
        Map<Window, Total> windows = new TreeMap<>();
        oracles.values().forEach(oracle -> windows.putAll(oracle.closed()));
        return windows;
    }

    private static void resumeAndExpect(RealWorker real, Pipeline pipeline, Map<Window, Total> expected) {
        int before = pipeline.features().committed().size();
        expectSuccess(real, "PUT", "/connectors/" + pipeline.sink() + "/resume", "");
        expectNext(pipeline, expected, before);
        stop(real, pipeline);
        assertThat(pipeline.features().committed()).hasSize(before + expected.size());
    }

    private static void expectNext(Pipeline pipeline, Map<Window, Total> expected, int before) {
        await().atMost(TIMEOUT).until(() -> pipeline.features().committed().size() >= before + expected.size());
        List<ConsumerRecord<String, String>> all = pipeline.features().committed();
        Features.expectExactly(expected, Feature.of(all.subList(before, all.size())));
    }

    private static void stop(RealWorker real, Pipeline pipeline) {
        expectSuccess(real, "PUT", "/connectors/" + pipeline.sink() + "/stop", "");
        await().atMost(TIMEOUT).until(() -> {
            JsonNode status = real.worker().rest().status(pipeline.sink());
            return status.path("connector").path("state").asText().equals("STOPPED")
                    && status.path("tasks").isEmpty();
        });
    }

    private static Map<Integer, Long> offsets(RealWorker real, Pipeline pipeline) {
        Map<Integer, Long> offsets = new TreeMap<>();
        JsonNode answer = parse(expectSuccess(real, "GET", path(pipeline), ""));
        for (JsonNode entry : answer.path("offsets")) {
            assertThat(entry.path("partition").path("kafka_topic").asText()).isEqualTo(pipeline.topic("rows"));
            offsets.put(
                    entry.path("partition").path("kafka_partition").asInt(),
                    entry.path("offset").path("kafka_offset").asLong());
        }
        return offsets;
    }

    private static String path(Pipeline pipeline) {
        return "/connectors/" + pipeline.sink() + "/offsets";
    }

    private static void resetTwice(RealWorker real, Pipeline pipeline) {
        for (int time = 0; time < 2; time++) {
            assertThat(expectSuccess(real, "DELETE", path(pipeline), "")).contains("reset successfully");
        }
    }

    private static void moveTwice(RealWorker real, Pipeline pipeline, Map<Integer, Long> offsets) {
        for (int time = 0; time < 2; time++) {
            assertThat(expectSuccess(real, "PATCH", path(pipeline), body(pipeline, offsets)))
                    .contains("altered successfully");
        }
    }

    private static String body(Pipeline pipeline, Map<Integer, Long> offsets) {
        return offsets.entrySet().stream()
                .map(entry -> "{\"partition\":{\"kafka_topic\":\"" + pipeline.topic("rows") + "\",\"kafka_partition\":"
                        + entry.getKey() + "},\"offset\":{\"kafka_offset\":" + entry.getValue() + "}}")
                .collect(Collectors.joining(",", "{\"offsets\":[", "]}"));
    }

    private static void expectRefusal(RealWorker real, Pipeline pipeline, Map<Integer, Long> offsets, String why) {
        ConnectRest.Answer answer = real.worker().rest().raw("PATCH", path(pipeline), body(pipeline, offsets));

        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.body()).contains(why);
    }

    /** As docs/window-sink.md says. */
    private static void delete(RealWorker real, Pipeline pipeline) throws Exception {
        expectSuccess(real, "DELETE", path(pipeline), "");
        real.stop(pipeline.sink());
        Pattern ours = Pattern.compile(Pattern.quote("pitwall-" + pipeline.sink() + "-") + ".*-changelog");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", pipeline.bootstrapServers()))) {
            Set<String> topics = admin.listTopics().names().get().stream()
                    .filter(ours.asMatchPredicate())
                    .collect(Collectors.toSet());
            assertThat(topics).containsExactly(pipeline.changelog());
            admin.deleteTopics(topics).all().get();

            assertThat(admin.listGroups().all().get())
                    .extracting(GroupListing::groupId)
                    .doesNotContain("connect-" + pipeline.sink());
        }
        Folder.delete(pipeline.state());
    }

    /** Repeats what a worker refuses while it rebalances or its tasks are leaving their group. */
    private static String expectSuccess(RealWorker real, String method, String path, String body) {
        String[] said = {""};
        await(method + " " + path).atMost(TIMEOUT).until(() -> {
            ConnectRest.Answer answer = real.worker().rest().raw(method, path, body);
            said[0] = answer.body();
            boolean isTooEarly = answer.status() == 409 || answer.body().contains("haven't stopped completely");
            assertThat(answer.status() / 100 == 2 || isTooEarly)
                    .as("%s %s: %s", method, path, answer)
                    .isTrue();
            return !isTooEarly;
        });
        return said[0];
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The worker answered something that is no JSON", e);
        }
    }
}
