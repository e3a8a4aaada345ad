package io.pitwall.pack;

import io.pitwall.sink.metrics.Metric;
import io.pitwall.sink.metrics.ShardMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page of {@code docs/reference} about what can be measured: written from the code, and read again. */
public final class MetricReference {

    static final String PAGE = "metrics.md";

    private static final String INTRODUCTION =
            """
            # Metrics

            Made from the window sink's own definitions; change them there. What to watch first is in
            [the window sink](../window-sink.md#watching-it).

            Each shard, an input partition on the worker that runs it, is an MBean
            `io.pitwall:type=window-sink,connector=…,topic=…,partition=…`. On Connect 4.1 and newer its numbers and texts are also
            metrics of its task: in JMX `kafka.connect:type=plugins,connector=…,task=…,topic=…,partition=…`, and the same for every
            reporter in the worker's `metric.reporters`.

            What is not known yet (the counts of a shard before its first restore has found them, stream time before the first
            row) is null in the MBean and NaN, Kafka's way to say so, in Connect's metrics.

            """;

    private static final String HEADER =
            """
            | metric of Connect | attribute of the MBean | kind | type | unit | meaning |
            |---|---|---|---|---|---|
            """;

    private MetricReference() {}

    /**
     * One line of the table.
     *
     * @param name of the metric in Connect; empty where it has none
     */
    public record Entry(String name, String attribute, String kind, String type, String unit, String meaning) {}

    static String page() {
        StringBuilder page = new StringBuilder(INTRODUCTION).append(HEADER);
        for (Metric metric : ShardMetrics.all()) {
            page.append(metric.isForConnect() ? "| `" + metric.name() + "` " : "| none ")
                    .append("| `" + metric.attribute() + "` ")
                    .append("| " + metric.kind().name().toLowerCase(Locale.ROOT) + " ")
                    .append("| " + metric.type().name().toLowerCase(Locale.ROOT) + " ")
                    .append("| " + metric.unit() + " ")
                    .append("| " + metric.description() + " |\n");
        }
        return page.toString();
    }

    /** What a page says, line by line. */
    public static List<Entry> read(String page) {
        List<Entry> entries = new ArrayList<>();
        page.substring(page.indexOf(HEADER) + HEADER.length()).lines().forEach(line -> {
            String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
            entries.add(new Entry(
                    cells[0].equals("none") ? "" : unquoted(cells[0]),
                    unquoted(cells[1]),
                    cells[2],
                    cells[3],
                    cells[4],
                    cells[5]));
        });
        return entries;
    }

    private static String unquoted(String cell) {
        return cell.substring(1, cell.length() - 1);
    }
}
