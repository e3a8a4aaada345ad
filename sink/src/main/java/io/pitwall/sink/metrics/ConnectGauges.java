package io.pitwall.sink.metrics;

import io.pitwall.sink.shard.ShardGauges;
import io.pitwall.sink.shard.ShardStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows shards as metrics of their task, which Connect has from 4.1: it adds the tags {@code connector} and {@code task}, and
 * hands them to JMX, as {@code kafka.connect:type=plugins,…}, and to every reporter of the worker. The only class that knows
 * of them, as workers before 4.1 cannot load it.
 */
final class ConnectGauges implements ShardGauges {

    private static final Logger log = LoggerFactory.getLogger(ConnectGauges.class);

    private final PluginMetrics metrics;

    ConnectGauges(PluginMetrics metrics) {
        this.metrics = metrics;
    }

    /** @throws NoSuchMethodError in Connect before 4.1 */
    static Optional<ShardGauges> of(SinkTaskContext context) {
        return Optional.ofNullable(context.pluginMetrics()).map(ConnectGauges::new);
    }

    @Override
    public Shown show(TopicPartition partition, Supplier<ShardStatus> status) {
        List<MetricName> added = new ArrayList<>();
        try {
            for (Metric metric : ShardMetrics.all()) {
                if (metric.isForConnect()) {
                    MetricName name = nameOf(metric, partition);
                    metrics.addMetric(name, gauge(metric, status));
                    added.add(name);
                }
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            log.warn("{} is not among the metrics of its task, but runs", partition, e);
            remove(added);
            return () -> {};
        }
        return () -> remove(added);
    }

    private MetricName nameOf(Metric metric, TopicPartition partition) {
        LinkedHashMap<String, String> tags = new LinkedHashMap<>();
        tags.put("topic", partition.topic());
        tags.put("partition", Integer.toString(partition.partition()));
        return metrics.metricName(metric.name(), metric.description(), tags);
    }

    /** Kafka's way to say that there is no value is NaN. */
    private static Gauge<Object> gauge(Metric metric, Supplier<ShardStatus> status) {
        return (config, nowMs) ->
                metric.in(status.get()).map(Object.class::cast).orElse(Double.NaN);
    }

    private void remove(List<MetricName> names) {
        try {
            names.forEach(metrics::removeMetric);
        } catch (IllegalStateException e) {
            // Connect removes what is left when a task ends; one that was cancelled may notice only afterwards.
            log.debug("The metrics of the task are gone already", e);
        }
    }
}
