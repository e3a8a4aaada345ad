package io.pitwall.source.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.metrics.Showcase.Shown;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over Kafka's own implementation of the metrics of a plugin. */
final class ConnectGaugesTest {

    private final Metrics worker = new Metrics();
    private final int metricsOfKafka = worker.metrics().size();
    private final RequestMetrics requests = new RequestMetrics(() -> 7);

    @AfterEach
    void closeMetrics() {
        worker.close();
    }

    private record Context(Map<String, String> configs, @Nullable PluginMetrics pluginMetrics)
            implements SourceTaskContext {

        @Override
        public OffsetStorageReader offsetStorageReader() {
            throw new UnsupportedOperationException("Not asked for");
        }
    }

    /** Connect up to 4.0, whose context has no such method. */
    private record OldContext(Map<String, String> configs) implements SourceTaskContext {

        @Override
        public PluginMetrics pluginMetrics() {
            throw new NoSuchMethodError("pluginMetrics");
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            throw new UnsupportedOperationException("Not asked for");
        }
    }

    private PluginMetricsImpl metricsOf(String task) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("connector", "phones");
        tags.put("task", task);
        return new PluginMetricsImpl(worker, tags);
    }

    private static Shown show(PluginMetrics connect, RequestMetrics measured) {
        return Showcase.ofTask(new Context(Map.of(), connect), measured);
    }

    private Object value(String name, String task) {
        return worker.metric(metricsOf(task).metricName(name, "", new LinkedHashMap<>()))
                .metricValue();
    }

    @Test
    void everyNumberIsAMetricOfTheTask() {
        Shown shown = show(metricsOf("0"), requests);

        Map<String, String> descriptions = new TreeMap<>();
        for (MetricName name : worker.metrics().keySet()) {
            if (name.group().equals("plugins")) {
                assertThat(name.tags()).isEqualTo(Map.of("connector", "phones", "task", "0"));
                descriptions.put(name.name(), name.description());
            }
        }
        assertThat(descriptions).isEqualTo(described());
        shown.close();
        assertThat(worker.metrics()).hasSize(metricsOfKafka);
    }

    private static Map<String, String> described() {
        Map<String, String> described = new TreeMap<>();
        RequestMetrics.all().stream()
                .filter(metric -> metric.type() != Metric.Type.TABLE)
                .forEach(metric -> described.put(metric.name(), metric.description()));
        return described;
    }

    @Test
    void whatIsReadIsWhatIsCountedNow() {
        Shown shown = show(metricsOf("0"), requests);
        assertThat(value("acknowledged-rows", "0")).isEqualTo(0L);
        assertThat(value("acknowledgement-p99-ms", "0")).isEqualTo(Double.NaN);

        requests.acknowledged(3, 100, 1_000_000);

        assertThat(value("acknowledged-rows", "0")).isEqualTo(3L);
        assertThat(value("acknowledgement-p99-ms", "0")).isEqualTo(0.99);
        assertThat(value("inflight-requests", "0")).isEqualTo(7L);
        shown.close();
    }

    @Test
    void theSuccessorOfACancelledTaskTakesItsPlaceAndKeepsIt() {
        Shown cancelled = show(metricsOf("0"), new RequestMetrics(() -> 1));
        Shown other = show(metricsOf("1"), new RequestMetrics(() -> 3));

        Shown successor = show(metricsOf("0"), new RequestMetrics(() -> 2));

        cancelled.close();
        assertThat(value("inflight-requests", "0")).isEqualTo(2L);
        assertThat(value("inflight-requests", "1")).isEqualTo(3L);
        successor.close();
        other.close();
        assertThat(worker.metrics()).hasSize(metricsOfKafka);
    }

    @Test
    void aTaskWhoseMetricsAreGoneAlreadyCanStillBeHidden() throws IOException {
        PluginMetricsImpl connect = metricsOf("0");
        Shown shown = show(connect, requests);
        connect.close();

        shown.close();

        assertThat(worker.metrics()).hasSize(metricsOfKafka);
    }

    @Test
    void aNameThatIsTakenIsLeftAsItIsAndTheTaskRuns() {
        PluginMetricsImpl stranger = metricsOf("0");
        MetricName taken = stranger.metricName("duplicate-rows", "", new LinkedHashMap<>());
        stranger.addMetric(taken, (org.apache.kafka.common.metrics.Gauge<String>) (config, nowMs) -> "a stranger's");

        show(metricsOf("0"), requests).close();

        assertThat(value("duplicate-rows", "0")).isEqualTo("a stranger's");
        assertThat(worker.metrics()).hasSize(metricsOfKafka + 1);
    }

    @Test
    void aWorkerWithoutMetricsForPluginsShowsNone() {
        assertThat(Showcase.ofTask(new OldContext(Map.of()), requests)).isSameAs(Shown.NONE);
        assertThat(Showcase.ofTask(new Context(Map.of(), null), requests)).isSameAs(Shown.NONE);
    }
}
