package io.pitwall.pack.proof;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A window sink over the rows that all of them share, with topics of its own; they differ in how they take part. */
enum ProvenSink {
    /** Connect's default: every rebalance takes all partitions away and gives them anew. */
    EAGER("exactly_once", Optional.of("RangeAssignor")),
    COOPERATIVE("exactly_once", Optional.of("CooperativeStickyAssignor")),
    /** KIP-848: the broker assigns. */
    CONSUMER("exactly_once", Optional.empty()),
    /** Not fenced: a paused worker that wakes writes old state over new, so its windows are judged where none is paused. */
    AT_LEAST_ONCE("at_least_once", Optional.of("CooperativeStickyAssignor"));

    static final String ROWS = "rows";
    /** Of each sink. */
    static final int TASKS = 2;

    static final long SIZE_MS = 2_000;
    static final long ADVANCE_MS = 250;
    static final long GRACE_MS = 1_000;
    /** Above the mean of some 90 by a good standard deviation. */
    static final double ALERT_TOTAL = 110;
    /** Longer than most outages last in the rows' time, so that a cool-down that is forgotten shows. */
    static final long COOLDOWN_MS = 20_000;

    private final String guarantee;
    /** Of the classic group protocol. */
    private final Optional<String> assignor;

    ProvenSink(String guarantee, Optional<String> assignor) {
        this.guarantee = guarantee;
        this.assignor = assignor;
    }

    private Map<String, String> groupProtocol() {
        return assignor.map(name -> Map.of(
                        "consumer.override.partition.assignment.strategy",
                        "org.apache.kafka.clients.consumer." + name,
                        "consumer.override.session.timeout.ms",
                        "4000",
                        "consumer.override.heartbeat.interval.ms",
                        "1000"))
                .orElse(Map.of("consumer.override.group.protocol", "consumer"));
    }

    String connector() {
        return "proven-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of one of its topics: features, alerts, late. */
    String topic(String suffix) {
        return connector() + "-" + suffix;
    }

    String changelog() {
        return "pitwall-" + connector() + "-" + ROWS + "-changelog";
    }

    /** While anything may be away, the wall clock closes no windows: what is late must not depend on it. */
    Map<String, String> config(String bootstrapServers) {
        Map<String, String> config = new HashMap<>(groupProtocol());
        config.put("connector.class", "io.pitwall.sink.WindowSinkConnector");
        config.put("tasks.max", Integer.toString(TASKS));
        config.put("topics", ROWS);
        config.put("kafka.bootstrap.servers", bootstrapServers);
        config.put("processing.guarantee", guarantee);
        config.put("consumer.override.isolation.level", "read_committed");
        config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        config.put("timestamp.column", "t");
        config.put("timestamp.unit", "ms");
        config.put("where", "x is not null");
        config.put("select", "sum(x) as total, count(*) as n");
        config.put("window.size.ms", Long.toString(SIZE_MS));
        config.put("window.advance.ms", Long.toString(ADVANCE_MS));
        config.put("window.grace.ms", Long.toString(GRACE_MS));
        config.put("output.topic", topic("features"));
        config.put("late.topic", topic("late"));
        config.put("alert.topic", topic("alerts"));
        config.put("alert.when", "total > " + ALERT_TOTAL);
        config.put("alert.cooldown.ms", Long.toString(COOLDOWN_MS));
        config.put("commit.interval.ms", "100");
        config.put("idle.timeout.ms", "-1");
        return config;
    }

    /** The same once the rows have ended, so that the last windows close too. */
    Map<String, String> closingConfig(String bootstrapServers) {
        Map<String, String> config = config(bootstrapServers);
        config.put("idle.timeout.ms", "500");
        return config;
    }
}
