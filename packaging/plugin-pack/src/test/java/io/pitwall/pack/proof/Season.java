package io.pitwall.pack.proof;

import static org.awaitility.Awaitility.await;

import io.pitwall.local.WorkerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionFactory;

/** Rows arrive, fault after fault strikes, and in the end all windows are closed. */
final class Season implements AutoCloseable {

    private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(150);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration MAX_TIME_BEFORE_A_FAULT = Duration.ofSeconds(2);
    /** Longer than a commit under way takes, so that a transaction still open is that of the dead. */
    private static final Duration COMMIT_TIME = Duration.ofMillis(500);

    /** In which another worker takes over from one that is silent. */
    private static final Duration TAKE_OVER_TIME = Duration.ofSeconds(20);

    private static final Duration CLOSING_TIMEOUT = Duration.ofSeconds(60);

    private final FaultPlan plan;
    private final SplittableRandom random;
    private final Stage stage;
    private final Progress progress;
    private final FailedTasks failedTasks;
    private int killsInCommits;

    /** What must come of the rows, and what has come of them. */
    record Result(Expected expected, long rowsSent, Map<ProvenSink, Outcome> outcomes) {

        Outcome outcome(ProvenSink sink) {
            return Objects.requireNonNull(outcomes.get(sink));
        }

        /** How many windows were there already. */
        long repetitions(ProvenSink sink) {
            List<Outcome.Emitted> features = outcome(sink).features();
            return features.size()
                    - features.stream().map(Outcome.Emitted::window).distinct().count();
        }
    }

    private Season(FaultPlan plan, Stage stage) {
        this.plan = plan;
        this.stage = stage;
        failedTasks = new FailedTasks(stage);
        random = new SplittableRandom(plan.seed());
        progress = new Progress(stage.bootstrapServers(), List.of(ProvenSink.values()), Stage.PARTITIONS);
    }

    /** @param dir is deleted first; the logs of the processes stay there */
    static Result run(FaultPlan plan, Path dir) {
        try (Stage stage = Stage.open(dir);
                Season season = new Season(plan, stage)) {
            season.say(plan.faults().size() + " faults; logs are below " + dir);
            try {
                return season.run();
            } catch (RuntimeException | Error e) {
                season.say("failed: " + e.getMessage() + stage.logTails());
                throw e;
            }
        }
    }

    private Result run() {
        long rowsSent;
        try (Telemetry telemetry =
                Telemetry.start(stage.bootstrapServers(), ProvenSink.ROWS, Stage.PARTITIONS, random.split())) {
            for (ProvenSink sink : ProvenSink.values()) {
                stage.rest().putConfig(sink.connector(), sink.config(stage.bootstrapServers()));
            }
            awaitRecovery();
            for (Fault fault : plan.faults()) {
                strike(fault);
            }
            rowsSent = telemetry.finish();
        }
        Expected expected = Expected.of(stage.bootstrapServers(), ProvenSink.ROWS);
        say(rowsSent + " rows are to give " + expected.windows().size() + " windows and "
                + expected.alerts().size() + " alerts; " + killsInCommits + " kills left a transaction open; "
                + failedTasks.restarts() + " restarts of tasks that Connect failed");
        Result result = new Result(expected, rowsSent, closeAllWindows(expected));
        say("without transactions " + result.repetitions(ProvenSink.AT_LEAST_ONCE) + " windows came again");
        return result;
    }

    private void strike(Fault fault) {
        letPass(random, MAX_TIME_BEFORE_A_FAULT);
        long startedAt = System.nanoTime();
        fault.strike(this, random);
        awaitRecovery();
        say(fault + ", recovered after "
                + Duration.ofNanos(System.nanoTime() - startedAt).toMillis() + " ms");
    }

    /** Until both workers have tasks, all of which run, and every shard commits. */
    private void awaitRecovery() {
        stage.workers().forEach(WorkerProcess::awaitReady);
        stage.brokers().awaitReplicated();
        awaiting("every task runs and both workers have some").until(this::isShared);
        awaitCommitsOfEveryShard();
    }

    private boolean isShared() {
        failedTasks.restart();
        Set<String> workers = new TreeSet<>();
        for (ProvenSink sink : ProvenSink.values()) {
            List<String> running = stage.tasks(sink.connector()).stream()
                    .filter(task -> task.state().equals("RUNNING"))
                    .map(Stage.Task::worker)
                    .toList();
            if (running.size() < ProvenSink.TASKS) {
                return false;
            }
            workers.addAll(running);
        }
        return workers.size() == stage.workers().size();
    }

    /** Commits that are under way when this begins do not count: they may be the last of the dead. */
    void awaitCommitsOfEveryShard() {
        LockSupport.parkNanos(COMMIT_TIME.toNanos());
        Map<TopicPartition, Long> before =
                awaiting("the brokers tell what is committed").until(progress::committed, ends -> !ends.isEmpty());
        long patientUntil = System.nanoTime() + TAKE_OVER_TIME.toNanos();
        awaiting("every shard commits")
                .until(
                        () -> {
                            Set<TopicPartition> waiting = progress.withoutCommitSince(before);
                            // Not at once: a worker that sleeps may still be the one that takes orders.
                            if (!waiting.isEmpty() && System.nanoTime() > patientUntil) {
                                failedTasks.restart();
                            }
                            return waiting;
                        },
                        Set::isEmpty);
    }

    private ConditionFactory awaiting(String what) {
        return await(what + "; seed " + plan.seed())
                .atMost(RECOVERY_TIMEOUT)
                .pollInterval(POLL_INTERVAL)
                .pollDelay(Duration.ZERO);
    }

    Stage stage() {
        return stage;
    }

    /** A moment drawn at random, so that faults strike at any. */
    void letPass(SplittableRandom drawn, Duration atMost) {
        LockSupport.parkNanos(drawn.nextLong(atMost.toNanos()));
    }

    /** Kills them together, and counts it when one of them was in the middle of a commit. */
    void kill(List<WorkerProcess> workers) {
        workers.forEach(WorkerProcess::kill);
        Map<TopicPartition, Long> open = progress.open();
        LockSupport.parkNanos(COMMIT_TIME.toNanos());
        Map<TopicPartition, Long> stillOpen = progress.open();
        if (open.entrySet().stream().anyMatch(stillOpen.entrySet()::contains)) {
            killsInCommits++;
        }
    }

    void restartConnectors() {
        for (ProvenSink sink : ProvenSink.values()) {
            awaiting(sink.connector() + " is restarted").until(() -> stage.restart(sink.connector(), false));
        }
    }

    /** Lets the wall clock close the last windows, ends the sinks, and reads what they have left. */
    private Map<ProvenSink, Outcome> closeAllWindows(Expected expected) {
        Map<ProvenSink, Outcome> outcomes = new EnumMap<>(ProvenSink.class);
        for (ProvenSink sink : ProvenSink.values()) {
            awaiting(sink.connector() + " reads all rows").until(() -> {
                failedTasks.restart();
                return progress.hasReadAll(sink, expected);
            });
            stage.rest().putConfig(sink.connector(), sink.closingConfig(stage.bootstrapServers()));
            outcomes.put(sink, new Outcome(stage.bootstrapServers(), sink));
        }
        long deadline = System.nanoTime() + CLOSING_TIMEOUT.toNanos();
        outcomes.forEach((sink, outcome) -> readUntil(deadline, outcome, expected));
        for (ProvenSink sink : ProvenSink.values()) {
            stage.remove(sink.connector());
        }
        outcomes.values().forEach(outcome -> {
            outcome.readOn();
            outcome.close();
        });
        return outcomes;
    }

    /** What is missing when the time is up, the tests tell better. */
    private void readUntil(long deadline, Outcome outcome, Expected expected) {
        outcome.readOn();
        while (!outcome.isComplete(expected) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            failedTasks.restart();
            outcome.readOn();
        }
    }

    private void say(String what) {
        System.out.println("[proof " + plan.seed() + "] " + what);
    }

    @Override
    public void close() {
        progress.close();
    }
}
