package io.pitwall.sink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.shard.ShardGauges.Shown;
import io.pitwall.sink.shard.ShardStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over Kafka's own implementation of the metrics of a plugin. */
class ConnectGaugesTest {

    private static final TopicPartition ROWS = new TopicPartition("rows", 3);

    private final Metrics worker = new Metrics();
    private final int metricsOfKafka = worker.metrics().size();
    private final PluginMetricsImpl task = metricsOf("0");
    private final ConnectGauges gauges = new ConnectGauges(task);

    @AfterEach
    void closeMetrics() {
        worker.close();
    }

    @Test
    void everyNumberAndTextIsAMetricOfTheTask() {
        show(Statuses.HELD);

        assertThat(descriptions()).isEqualTo(described());
        assertThat(worker.metrics().keySet())
                .filteredOn(name -> name.group().equals("plugins"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name.tags())
                        .isEqualTo(Map.of("connector", "crash", "task", "0", "topic", "rows", "partition", "3")));
    }

    private static Map<String, String> described() {
        Map<String, String> described = new TreeMap<>();
        ShardMetrics.all().stream()
                .filter(metric -> metric.type() != Metric.Type.TABLE)
                .forEach(metric -> described.put(metric.name(), metric.description()));
        return described;
    }

    private Map<String, String> descriptions() {
        Map<String, String> descriptions = new TreeMap<>();
        for (MetricName name : worker.metrics().keySet()) {
            if (name.group().equals("plugins")) {
                descriptions.put(name.name(), name.description());
            }
        }
        return descriptions;
    }

    @Test
    void whatIsReadIsTheLatestStatus() {
        AtomicReference<ShardStatus> status = new AtomicReference<>(Statuses.NEW);
        Shown unused = gauges.show(ROWS, status::get);
        assertThat(value("rows-in")).isEqualTo(Double.NaN);
        assertThat(value("phase")).isEqualTo("restoring");

        status.set(Statuses.HELD);

        assertThat(value("rows-in")).isEqualTo(45L);
        assertThat(value("commit-latency-p99-ms")).isEqualTo(39L);
        assertThat(value("phase")).isEqualTo("held");
    }

    @Test
    void nothingIsLeftAfterManyRebalances() {
        for (int rebalance = 0; rebalance < 100; rebalance++) {
            List<Shown> shown =
                    List.of(show(Statuses.NEW), gauges.show(new TopicPartition("rows", 4), () -> Statuses.NEW));
            shown.forEach(Shown::close);
        }

        assertThat(worker.metrics()).hasSize(metricsOfKafka);
    }

    @Test
    void aTaskWhoseMetricsAreGoneAlreadyCanStillBeHidden() throws IOException {
        Shown shown = show(Statuses.NEW);
        task.close();

        shown.close();

        assertThat(worker.metrics()).hasSize(metricsOfKafka);
    }

    @Test
    void aPlaceThatIsTakenIsLeftAsItIs() {
        Shown predecessor = show(Statuses.HELD);
        Shown successor = new ConnectGauges(metricsOf("0")).show(ROWS, () -> Statuses.NEW);
        assertThat(value("phase")).isEqualTo("held");

        successor.close();
        assertThat(value("phase")).isEqualTo("held");

        predecessor.close();
        assertThat(worker.metrics()).hasSize(metricsOfKafka);
    }

    private Shown show(ShardStatus status) {
        return gauges.show(ROWS, () -> status);
    }

    private PluginMetricsImpl metricsOf(String taskId) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("connector", "crash");
        tags.put("task", taskId);
        return new PluginMetricsImpl(worker, tags);
    }

    private Object value(String name) {
        LinkedHashMap<String, String> tags = new LinkedHashMap<>(Map.of("topic", "rows", "partition", "3"));
        return worker.metric(task.metricName(name, "", tags)).metricValue();
    }
}
