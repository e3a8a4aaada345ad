package io.pitwall.pack.gateway;

import java.util.Locale;
import java.util.Map;

/** A gateway connector, and what it promises to clients that repeat what was not answered with 200. */
enum Variant {
    /** A transaction per poll. */
    POLL(1, "poll"),
    /** A transaction where the connector says so. */
    CONNECTOR(1, "connector"),
    /** Three tasks on two workers, of which a client takes the other one when one fails. */
    TWO_WORKERS(3, "poll"),
    /** Without deduplication. */
    AT_LEAST_ONCE(1, "");

    private final int tasks;
    /** Empty: no transactions. */
    private final String boundary;

    Variant(int tasks, String boundary) {
        this.tasks = tasks;
        this.boundary = boundary;
    }

    /** Also of its topic and, after a slash, its path. */
    String connector() {
        return "posters-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isExactlyOnce() {
        return !boundary.isEmpty();
    }

    Cluster cluster(GatewayStage stage) {
        return isExactlyOnce() ? stage.exactlyOnce() : stage.atLeastOnce();
    }

    Map<String, String> config(GatewayStage stage) {
        Map<String, String> config = stage.gateway(connector());
        config.put("tasks.max", Integer.toString(tasks));
        config.put("ack.timeout.ms", Long.toString(Ordeal.ACK_TIMEOUT.toMillis()));
        config.put("max.body.bytes", Integer.toString(Ordeal.MAX_BODY_BYTES));
        config.put("max.inflight.bytes", Integer.toString(Ordeal.MAX_INFLIGHT_BYTES));
        if (isExactlyOnce()) {
            config.put("exactly.once.support", "required");
            config.put("transaction.boundary", boundary);
            // What a killed task leaves open keeps every other from reading its offsets, until this is over.
            config.put("producer.override.transaction.timeout.ms", "10000");
            config.put("dedup.scope.field", "sessionId");
            config.put("dedup.id.field", "messageId");
        }
        return config;
    }
}
