package io.pitwall.pack;

import io.pitwall.sink.metrics.ShardMetrics;
import io.pitwall.source.http.metrics.GatewayMetrics;
import io.pitwall.source.http.metrics.RequestMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The page of {@code docs/reference} about what can be measured: written from the code, and read again. */
public final class MetricReference {

    static final String PAGE = "metrics.md";

    private static final String GATEWAY = "## The HTTP gateway\n";
    private static final String SINK = "## The window sink\n";

    private static final String INTRODUCTION =
            """
            # Metrics

            Made from the plugins' own definitions; change them there. On Connect 4.1 and newer what belongs to a task is, beside the
            MBean, a metric of that task: the same for JMX and for every reporter in the worker's `metric.reporters`. What is not
            known yet is null in an MBean and NaN, Kafka's way to say so, in Connect's metrics.

            """;

    private static final String OF_THE_GATEWAY =
            """

            What to watch first is in [the HTTP gateway in operation](../http-gateway-operations.md#what-can-be-watched).

            Each connector is an MBean `io.pitwall:type=http-gateway,connector=…` on every worker that runs tasks of it, from its
            first task there to its last. Its counts are those of all its tasks on that worker. They begin at 0 with the first task, and
            with a changed configuration, whose MBean takes the place of the one before; a task that restarts while another
            one runs does not set them back.

            What has a name in the first column is also counted for each task by itself, from its start: in JMX
            `kafka.connect:type=plugins,connector=…,task=…`.

            The time to acknowledgement runs from the complete body to the answer 200. It is counted in buckets: `AcknowledgedWithinMs`
            has, by the upper bound in milliseconds, how many requests took at most that long (`+Inf`: all of them), which is the form
            that Prometheus calls a histogram. Percentiles are over all requests since the counts began, and interpolated:
            as if the times within a bucket were spread evenly over it. What took longer than 30 s counts as 30 s there.

            """;

    private static final String OF_THE_SINK =
            """

            What to watch first is in [the window sink](../window-sink.md#watching-it).

            Each shard, an input partition on the worker that runs it, is an MBean
            `io.pitwall:type=window-sink,connector=…,topic=…,partition=…`. Among Connect's metrics it is, in JMX,
            `kafka.connect:type=plugins,connector=…,task=…,topic=…,partition=…`. Not known yet are the counts of a shard before its
            first restore has found them, and stream time before the first row.

            """;

    private static final String HEADER =
            """
            | metric of Connect | attribute of the MBean | kind | type | unit | meaning |
            |---|---|---|---|---|---|
            """;

    private MetricReference() {}

    /**
     * One line of a table.
     *
     * @param name of the metric in Connect; empty where it has none
     */
    public record Entry(String name, String attribute, String kind, String type, String unit, String meaning) {

        private String line() {
            return "| " + (name.isEmpty() ? "none" : "`" + name + "`") + " | `" + attribute + "` | " + kind + " | "
                    + type + " | " + unit + " | " + meaning + " |\n";
        }

        private static Entry of(String line) {
            String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
            String name = cells[0].equals("none") ? "" : unquoted(cells[0]);
            return new Entry(name, unquoted(cells[1]), cells[2], cells[3], cells[4], cells[5]);
        }

        private static String unquoted(String cell) {
            return cell.substring(1, cell.length() - 1);
        }
    }

    static String page() {
        return INTRODUCTION + GATEWAY + OF_THE_GATEWAY + table(gateway()) + "\n" + SINK + OF_THE_SINK + table(sink());
    }

    private static String table(List<Entry> entries) {
        return HEADER + entries.stream().map(Entry::line).collect(Collectors.joining());
    }

    private static List<Entry> gateway() {
        Set<String> ofTasks = RequestMetrics.all().stream()
                .filter(metric -> metric.isForConnect())
                .map(metric -> metric.name())
                .collect(Collectors.toSet());
        return GatewayMetrics.all().stream()
                .map(metric -> new Entry(
                        ofTasks.contains(metric.name()) ? metric.name() : "",
                        metric.attribute(),
                        lowerCase(metric.kind()),
                        lowerCase(metric.type()),
                        metric.unit(),
                        metric.description()))
                .toList();
    }

    private static List<Entry> sink() {
        return ShardMetrics.all().stream()
                .map(metric -> new Entry(
                        metric.isForConnect() ? metric.name() : "",
                        metric.attribute(),
                        lowerCase(metric.kind()),
                        lowerCase(metric.type()),
                        metric.unit(),
                        metric.description()))
                .toList();
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** What the committed page says of the gateway. */
    public static List<Entry> writtenOfGateway() {
        return read(GATEWAY);
    }

    /** What the committed page says of the window sink. */
    public static List<Entry> writtenOfSink() {
        return read(SINK);
    }

    private static List<Entry> read(String heading) {
        Path file = Path.of(System.getProperty("pitwall.root"), "docs", "reference", PAGE);
        try {
            String page = Files.readString(file);
            int table = page.indexOf(HEADER, page.indexOf(heading)) + HEADER.length();
            return page.substring(table)
                    .lines()
                    .takeWhile(line -> line.startsWith("|"))
                    .map(Entry::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the page about metrics", e);
        }
    }
}
