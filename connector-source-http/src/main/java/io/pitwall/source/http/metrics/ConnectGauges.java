package io.pitwall.source.http.metrics;

import io.pitwall.source.http.metrics.Showcase.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a task among its metrics of Connect, which adds the tags {@code connector} and {@code task}, and hands them to JMX, as
 * {@code kafka.connect:type=plugins,…}, and to every reporter of the worker. The only class that knows of them, as workers
 * before 4.1 cannot load it.
 */
final class ConnectGauges {

    private static final Logger log = LoggerFactory.getLogger(ConnectGauges.class);

    private ConnectGauges() {}

    /** @throws NoSuchMethodError in Connect before 4.1 */
    static Shown show(SourceTaskContext context, RequestMetrics measured) {
        PluginMetrics connect = context.pluginMetrics();
        if (connect == null) {
            return Shown.NONE;
        }
        List<Metric<RequestMetrics>> metrics =
                RequestMetrics.all().stream().filter(Metric::isForConnect).toList();
        // One name stands for them all: it has the tags of the task.
        MetricName place = nameOf(metrics.get(0), connect);
        return Showcase.inPlaceOfPredecessor(place, () -> add(metrics, connect, measured));
    }

    private static Shown add(List<Metric<RequestMetrics>> metrics, PluginMetrics connect, RequestMetrics measured) {
        List<MetricName> added = new ArrayList<>();
        try {
            for (Metric<RequestMetrics> metric : metrics) {
                MetricName name = nameOf(metric, connect);
                connect.addMetric(name, gauge(metric, measured));
                added.add(name);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            log.warn("The task is not among the metrics of Connect, but runs", e);
            remove(added, connect);
            return Shown.NONE;
        }
        return () -> remove(added, connect);
    }

    private static MetricName nameOf(Metric<RequestMetrics> metric, PluginMetrics connect) {
        return connect.metricName(metric.name(), metric.description(), new LinkedHashMap<>());
    }

    /** Kafka's way to say that there is no value is NaN. */
    private static Gauge<Object> gauge(Metric<RequestMetrics> metric, RequestMetrics measured) {
        return (config, nowMs) -> metric.in(measured).map(Object.class::cast).orElse(Double.NaN);
    }

    private static void remove(List<MetricName> names, PluginMetrics connect) {
        try {
            names.forEach(connect::removeMetric);
        } catch (IllegalStateException e) {
            // Connect removes what is left when a task ends; one that was cancelled may notice only afterwards.
            log.debug("The metrics of the task are gone already", e);
        }
    }
}
