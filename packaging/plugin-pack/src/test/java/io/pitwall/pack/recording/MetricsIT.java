package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pitwall.pack.MetricReference;
import io.pitwall.pack.MetricReference.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Descriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a worker really shows of a gateway and a window sink, next to what is written about them. */
@ExtendWith(RealWorker.Resolver.class)
final class MetricsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Test
    void aShardShowsWhatTheReferenceSays(RealWorker real) {
        try (Pipeline pipeline = real.pipeline("measured", 2);
                MBeansOfAWorker mbeans = real.mbeans()) {
            pipeline.startSink(Map.of());
            await().atMost(TIMEOUT).until(() -> mbeans.shards(pipeline.sink()).size() == 2);

            assertThat(mbeans.shards(pipeline.sink())).allSatisfy(shard -> assertThat(ofMBean(mbeans.attributes(shard)))
                    .containsExactlyInAnyOrderElementsOf(withoutNames(MetricReference.writtenOfSink())));
            assertThat(mbeans.pluginMetrics(pipeline.sink())).hasSize(2).allSatisfy(shard -> {
                assertThat(shard.getKeyPropertyList())
                        .containsOnlyKeys("type", "connector", "task", "topic", "partition")
                        .containsEntry("topic", pipeline.topic("rows"));
                assertThat(ofConnect(mbeans.attributes(shard))).isEqualTo(forConnect(MetricReference.writtenOfSink()));
            });
        }
    }

    @Test
    void aGatewayShowsWhatTheReferenceSays(RealWorker real) {
        try (Pipeline pipeline = real.pipeline("answering", 1);
                MBeansOfAWorker mbeans = real.mbeans()) {
            pipeline.startGateway();

            assertThat(mbeans.gateways(pipeline.gateway())).singleElement().satisfies(gateway -> assertThat(
                            ofMBean(mbeans.attributes(gateway)))
                    .containsExactlyInAnyOrderElementsOf(withoutNames(MetricReference.writtenOfGateway())));
            assertThat(mbeans.tasks(pipeline.gateway())).singleElement().satisfies(task -> {
                assertThat(task.getKeyPropertyList())
                        .containsOnlyKeys("type", "connector", "task")
                        .containsEntry("task", "0");
                assertThat(ofConnect(mbeans.attributes(task)))
                        .isEqualTo(forConnect(MetricReference.writtenOfGateway()));
            });
        }
    }

    private static List<Entry> withoutNames(List<Entry> entries) {
        return entries.stream()
                .map(entry ->
                        new Entry("", entry.attribute(), entry.kind(), entry.type(), entry.unit(), entry.meaning()))
                .toList();
    }

    private static List<Entry> ofMBean(List<MBeanAttributeInfo> attributes) {
        return attributes.stream().map(MetricsIT::ofMBean).toList();
    }

    private static Entry ofMBean(MBeanAttributeInfo attribute) {
        Descriptor descriptor = attribute.getDescriptor();
        return new Entry(
                "",
                attribute.getName(),
                String.valueOf(descriptor.getFieldValue("metricType")),
                typeOf(attribute),
                String.valueOf(descriptor.getFieldValue("units")),
                attribute.getDescription());
    }

    private static String typeOf(MBeanAttributeInfo attribute) {
        String type = attribute.getType();
        return type.equals("javax.management.openmbean.TabularData")
                ? "table"
                : type.replace("java.lang.", "").toLowerCase(Locale.ROOT);
    }

    /** Connect tells JMX names and descriptions, and of every metric that it is a number. */
    private static Map<String, String> ofConnect(List<MBeanAttributeInfo> attributes) {
        Map<String, String> meanings = new TreeMap<>();
        attributes.forEach(attribute -> meanings.put(attribute.getName(), attribute.getDescription()));
        return meanings;
    }

    private static Map<String, String> forConnect(List<Entry> entries) {
        Map<String, String> meanings = new TreeMap<>();
        entries.stream()
                .filter(entry -> !entry.name().isEmpty())
                .forEach(entry -> meanings.put(entry.name(), entry.meaning()));
        return meanings;
    }

    @Test
    void countsAreThoseOfWhatWasWrittenAndGoWithTheConnector(RealWorker real) {
        HoppingOracle oracle = new HoppingOracle(2_000, 250, 3_000);
        StillPhone.rows(0, 10)
                .forEach(row -> row.acceleration().ifPresent(a -> oracle.add("rider", row.timeMs(), a.force(), false)));
        try (Pipeline pipeline = real.pipeline("counted", 1);
                MBeansOfAWorker mbeans = real.mbeans()) {
            pipeline.startGateway();
            pipeline.startSink(Map.of("idle.timeout.ms", "-1", "alert.when", "samples >= 40"));
            for (String body : StillPhone.bodies(0, 10)) {
                assertThat(pipeline.post(body).statusCode()).isEqualTo(200);
            }
            for (String body : StillPhone.bodies(60, 61)) {
                assertThat(pipeline.post(body).statusCode()).isEqualTo(200);
            }
            await().atMost(TIMEOUT)
                    .until(() -> pipeline.features().committed().size()
                            == oracle.all().size());

            long features = pipeline.features().committed().size();
            Map<String, Object> shard =
                    mbeans.valuesOfShards(pipeline.sink()).findFirst().orElseThrow();
            assertThat(shard)
                    .containsEntry("Phase", "running")
                    .containsEntry("Running", 1L)
                    .containsEntry("Emitted", features)
                    .containsEntry("Alerts", 1L)
                    .containsEntry("Fences", 0L)
                    .containsEntry("RowsIn", count(shard, "Windowed", "Late", "Filtered", "Rejected"));
            assertThat(shard.keySet())
                    .allSatisfy(attribute -> assertThat(shard.get(attribute)).isNotNull());
            assertThat(count(shard, "CommitLatencyP99Ms")).isBetween(0L, count(shard, "CommitLatencyMaxMs"));
            assertThat(count(shard, "StateRows")).isPositive();
            assertThat(count(shard, "StateBytes")).isPositive();
            ObjectName task = mbeans.pluginMetrics(pipeline.sink()).iterator().next();
            assertThat(mbeans.values(task))
                    .containsEntry("phase", "running")
                    .containsEntry("emitted", features)
                    .containsEntry("rows-in", count(shard, "RowsIn"));

            pipeline.stopSink();

            assertThat(mbeans.shards(pipeline.sink())).isEmpty();
            assertThat(mbeans.pluginMetrics(pipeline.sink())).isEmpty();
        }
    }

    @Test
    void answersAndRowsOfAGatewayAreCountedAndGoWithTheConnector(RealWorker real) {
        List<String> bodies = StillPhone.bodies(0, 10);
        try (Pipeline pipeline = real.pipeline("answered", 1);
                MBeansOfAWorker mbeans = real.mbeans()) {
            pipeline.startGateway();
            for (String body : bodies) {
                assertThat(pipeline.post(body).statusCode()).isEqualTo(200);
            }
            assertThat(pipeline.post("oops").statusCode()).isEqualTo(400);

            long requests = bodies.size();
            await().atMost(TIMEOUT)
                    .until(() -> gateway(pipeline, mbeans).get("InflightRequests"), Long.valueOf(0)::equals);
            Map<String, Object> gateway = gateway(pipeline, mbeans);
            assertThat(gateway)
                    .containsEntry("Tasks", 1L)
                    .containsEntry("InflightBytes", 0L)
                    .containsEntry("AcknowledgedRequests", requests)
                    .containsEntry(
                            "AcknowledgedBytes",
                            bodies.stream().mapToLong(String::length).sum())
                    .containsEntry("AnsweredRequests", requests + 1)
                    .containsEntry("RejectedRequests", 1L);
            assertThat(MBeansOfAWorker.table(gateway, "AnsweredByStatus"))
                    .containsEntry("200", requests)
                    .containsEntry("400", 1L);
            assertThat(MBeansOfAWorker.table(gateway, "RejectedByReason")).containsEntry("malformed", 1L);
            assertThat(MBeansOfAWorker.table(gateway, "AcknowledgedWithinMs")).containsEntry("+Inf", requests);
            assertThat(gateway.keySet())
                    .allSatisfy(attribute -> assertThat(gateway.get(attribute)).isNotNull());
            ObjectName task = mbeans.tasks(pipeline.gateway()).iterator().next();
            assertThat(mbeans.values(task))
                    .containsEntry("acknowledged-requests", requests)
                    .containsEntry("acknowledged-rows", gateway.get("AcknowledgedRows"))
                    .containsEntry("acknowledgement-p99-ms", gateway.get("AcknowledgementP99Ms"));

            real.stop(pipeline.gateway());

            assertThat(mbeans.gateways(pipeline.gateway())).isEmpty();
            assertThat(mbeans.tasks(pipeline.gateway())).isEmpty();
        }
    }

    private static Map<String, Object> gateway(Pipeline pipeline, MBeansOfAWorker mbeans) {
        return mbeans.values(mbeans.gateways(pipeline.gateway()).iterator().next());
    }

    private static long count(Map<String, Object> values, String... attributes) {
        long sum = 0;
        for (String attribute : attributes) {
            sum += (Long) values.getOrDefault(attribute, 0L);
        }
        return sum;
    }
}
