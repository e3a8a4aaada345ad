package io.pitwall.sink.metrics;

import io.pitwall.sink.shard.CommitHistory.Latency;
import io.pitwall.sink.shard.LastCommit;
import io.pitwall.sink.shard.RejectedRowException.Reason;
import io.pitwall.sink.shard.ShardStatus;
import io.pitwall.sink.shard.ShardStatus.Activity;
import io.pitwall.sink.state.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** All that is measured of a shard. Whatever shows shards, and the page that documents it, goes by this list. */
public final class ShardMetrics {

    private static final String LATEST = " of the latest 1,000 commits";

    private static final List<Metric> ALL = define();

    private ShardMetrics() {}

    /** In the order in which they are documented. */
    public static List<Metric> all() {
        return ALL;
    }

    private static List<Metric> define() {
        List<Metric> metrics = new ArrayList<>();
        defineActivity(metrics);
        defineRows(metrics);
        defineResults(metrics);
        defineCommits(metrics);
        defineState(metrics);
        defineRestore(metrics);
        return List.copyOf(metrics);
    }

    private static void defineActivity(List<Metric> metrics) {
        metrics.add(text(
                "phase",
                "What the shard is doing: restoring, running, held, stopped or closed",
                status -> status.activity().name().toLowerCase(Locale.ROOT)));
        metrics.add(text("phase-reason", "Why it is doing that; empty where it needs no reason", ShardStatus::reason));
        metrics.add(gauge(
                "running",
                "none",
                "1 while the shard is running, else 0",
                status -> status.activity() == Activity.RUNNING ? 1 : 0));
        metrics.add(gauge(
                "failures-in-a-row",
                "attempts",
                "Attempts to open the shard or to commit that have failed since its last commit",
                ShardStatus::failures));
        metrics.add(counter(
                "fences",
                "times",
                "How often the broker refused the shard because another producer had taken it over, since it was"
                        + " assigned to this worker",
                status -> status.commits().fences()));
    }

    private static void defineRows(List<Metric> metrics) {
        metrics.add(counted("rows-in", "rows", "Rows that reached the shard", Counters::rows));
        metrics.add(counted("windowed", "rows", "Rows that entered at least one window", Counters::windowed));
        metrics.add(counted("late", "rows", "Rows that met no open window", Counters::late));
        metrics.add(counted("filtered", "rows", "Rows for which where did not hold", Counters::filtered));
        metrics.add(counted(
                "rejected", "rows", "Rows that could not be used, for whatever reason", Counters::rejectedRows));
        for (Reason reason : Reason.values()) {
            String name = "rejected-" + reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
            metrics.add(ofCommit(
                    name,
                    Metric.Kind.COUNTER,
                    "rows",
                    "Of these: " + meaningOf(reason),
                    commit -> commit.rejected(reason)));
        }
        metrics.add(table(
                "rejected-by-column",
                "rows",
                "Evaluation errors by column or expression: 100 of them by name, the rest as (other); since the shard was"
                        + " opened on this worker",
                LastCommit::rejectedByColumn));
        metrics.add(table(
                "null-by-column",
                "values",
                "Values that on.error=null took for null, in the same way",
                LastCommit::nullByColumn));
    }

    private static String meaningOf(Reason reason) {
        return switch (reason) {
            case NULL_KEY -> "no record key";
            case UNREADABLE_ROW -> "no valid JSON, Map or Struct, or a key or event time of the wrong kind";
            case FUTURE_TIMESTAMP -> "further ahead of the worker's clock than max.future.ms";
            case EVALUATION_ERROR -> "a value that the query cannot compute with";
            case UNENCODABLE_VALUE -> "late rows that the output converters cannot write";
            case TOO_MUCH_STATE ->
                "would have taken the open state of their key past 65,536 sessions or times of sliding windows";
        };
    }

    private static void defineResults(List<Metric> metrics) {
        metrics.add(
                counted("emitted", "records", "Records written to output.topic, updates included", Counters::emitted));
        metrics.add(counted("alerts", "records", "Records written to alert.topic", Counters::alerts));
        metrics.add(counted(
                "expired-keys", "keys", "Keys whose state was forgotten after state.ttl.ms", Counters::expired));
        metrics.add(new Metric(
                "stream-time-ms",
                Metric.Kind.GAUGE,
                Metric.Type.LONG,
                "epoch ms",
                "Stream time; none before the first row",
                status ->
                        boxed(status.lastCommit().map(LastCommit::streamTimeMs).orElse(OptionalLong.empty()))));
        metrics.add(new Metric(
                "stream-time-lag-ms",
                Metric.Kind.GAUGE,
                Metric.Type.LONG,
                "ms",
                "How far stream time is behind this worker's clock; it grows while no rows come",
                status -> boxed(status.streamTimeLagMs())));
    }

    private static void defineCommits(List<Metric> metrics) {
        metrics.add(ofCommit(
                "last-commit-sequence",
                Metric.Kind.COUNTER,
                "commits",
                "Commits of the shard so far",
                LastCommit::sequence));
        metrics.add(counter(
                "commits-aborted",
                "commits",
                "Attempts to commit that were taken back and tried again, since the shard was assigned to this worker",
                status -> status.commits().aborted()));
        metrics.add(counter(
                "commit-latency-count",
                "commits",
                "Commits since the shard was assigned to this worker",
                status -> latency(status).count()));
        metrics.add(counter(
                "commit-latency-total-ms",
                "ms",
                "How long these commits took together, each from its first attempt until the broker had committed it",
                status -> latency(status).totalMs()));
        metrics.add(gauge(
                "commit-latency-max-ms", "ms", "How long the slowest of these commits took", status -> latency(status)
                        .maxMs()));
        metrics.add(percentile("commit-latency-p50-ms", "Half" + LATEST + " took at most this long", Latency::p50Ms));
        metrics.add(percentile("commit-latency-p95-ms", "95 %" + LATEST + " took at most this long", Latency::p95Ms));
        metrics.add(percentile("commit-latency-p99-ms", "99 %" + LATEST + " took at most this long", Latency::p99Ms));
        metrics.add(gauge(
                "dirty-rows",
                "rows",
                "State rows that the latest commit, or attempt to commit, had to write",
                status -> status.commits().dirtyRows()));
    }

    private static Latency latency(ShardStatus status) {
        return status.commits().latency();
    }

    private static void defineState(List<Metric> metrics) {
        metrics.add(gauge(
                "live-keys", "keys", "Keys with state", status -> status.state().keys()));
        metrics.add(gauge("state-rows", "rows", "State rows that a restore would read", status -> status.state()
                .rows()));
        metrics.add(gauge(
                "state-bytes",
                "bytes",
                "What the copy of the state below state.dir takes, in files and write buffers",
                status -> status.state().localBytes()));
        defineMemory(metrics);
    }

    private static void defineMemory(List<Metric> metrics) {
        metrics.add(gauge(
                "heap-bytes",
                "bytes",
                "What the state takes of state.memory.bytes on the heap; an estimate",
                status -> status.state().memory().heapBytes()));
        metrics.add(gauge("hot-keys", "keys", "Keys whose state is in the heap", status -> status.state()
                .memory()
                .hotKeys()));
        metrics.add(gauge(
                "cold-keys",
                "keys",
                "Keys whose state is below state.dir alone, since state.memory.bytes has no room for it",
                status -> status.state().memory().coldKeys()));
        metrics.add(counter(
                "evictions",
                "keys",
                "How often a key has left the heap to make room, since the shard was opened on this worker",
                status -> status.state().memory().evictions()));
    }

    private static void defineRestore(List<Metric> metrics) {
        metrics.add(gauge(
                "restored-rows",
                "rows",
                "Changelog records that the latest restore has replayed",
                status -> status.restore().rows()));
        metrics.add(gauge("restored-bytes", "bytes", "Their keys and values", status -> status.restore()
                .bytes()));
        metrics.add(new Metric(
                "restored-fraction",
                Metric.Kind.GAUGE,
                Metric.Type.DOUBLE,
                "none",
                "How much of what that restore has to replay is done, from 0 to 1",
                status -> Optional.of(status.restore().fraction())));
        metrics.add(new Metric(
                "restore-left-ms",
                Metric.Kind.GAUGE,
                Metric.Type.LONG,
                "ms",
                "How long the rest takes if it goes on like this; none before anything is known",
                status -> boxed(status.restore().remainingMs())));
        metrics.add(counter(
                "damaged-directories",
                "directories",
                "Local copies of state that this worker has found damaged, moved aside and restored, of whichever shard",
                ShardStatus::damagedDirectories));
    }

    private static Metric text(String name, String description, Function<ShardStatus, String> reading) {
        return new Metric(
                name,
                Metric.Kind.GAUGE,
                Metric.Type.STRING,
                "none",
                description,
                status -> Optional.of(reading.apply(status)));
    }

    private static Metric gauge(String name, String unit, String description, ToLongFunction<ShardStatus> reading) {
        return new Metric(
                name,
                Metric.Kind.GAUGE,
                Metric.Type.LONG,
                unit,
                description,
                status -> Optional.of(reading.applyAsLong(status)));
    }

    private static Metric counter(String name, String unit, String description, ToLongFunction<ShardStatus> reading) {
        return new Metric(
                name,
                Metric.Kind.COUNTER,
                Metric.Type.LONG,
                unit,
                description,
                status -> Optional.of(reading.applyAsLong(status)));
    }

    private static Metric percentile(String name, String description, Function<Latency, OptionalLong> reading) {
        return new Metric(
                name,
                Metric.Kind.GAUGE,
                Metric.Type.LONG,
                "ms",
                description,
                status -> boxed(reading.apply(latency(status))));
    }

    private static Metric counted(String name, String unit, String description, ToLongFunction<Counters> reading) {
        return ofCommit(name, Metric.Kind.COUNTER, unit, description, commit -> reading.applyAsLong(commit.counters()));
    }

    private static Metric ofCommit(
            String name, Metric.Kind kind, String unit, String description, ToLongFunction<LastCommit> reading) {
        return new Metric(name, kind, Metric.Type.LONG, unit, description, status -> status.lastCommit()
                .map(reading::applyAsLong));
    }

    private static Metric table(
            String name, String unit, String description, Function<LastCommit, Map<String, Long>> reading) {
        return new Metric(name, Metric.Kind.COUNTER, Metric.Type.TABLE, unit, description, status -> status.lastCommit()
                .map(reading));
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }
}
