package io.pitwall.sink.simulation;

import io.pitwall.sink.state.SimulatedDisk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * One run: events in an order drawn from the seed, then calm until everything has come out. While a thread waits for the
 * broker, the events of others may come in between.
 */
final class Schedule {

    private static final int MAX_DEPTH = 2;
    private static final int MAX_CALM_ROUNDS = 1_000;
    private static final long CALM_ROUND_MS = 250;
    private static final int TOLD_EVENTS = 60;

    private final long seed;
    private final Chance chance;
    private final Settings settings;
    private final World world;
    private final Input input;
    private final Invariants invariants;
    private final Cluster cluster;
    private final List<Event> events = new ArrayList<>();
    private final Deque<String> told = new ArrayDeque<>();
    private int totalWeight;
    private int depth;
    private int happened;

    /** Tells how to see the failure again, and what led to it. */
    static final class FailedScheduleError extends AssertionError {
        private static final long serialVersionUID = 1L;

        private FailedScheduleError(Schedule schedule, Throwable cause) {
            super(
                    cause.getMessage() + "\nrun it alone with -Dpitwall.seed=" + schedule.seed + "; it failed after "
                            + schedule.happened + " events under " + schedule.settings
                            + "\nthe last ones, those within another indented:\n" + String.join("\n", schedule.told),
                    cause);
        }
    }

    private record Event(String name, int weight, Runnable action) {}

    Schedule(long seed, Protocol protocol) {
        this.seed = seed;
        chance = new Chance(seed);
        settings = Settings.draw(chance, protocol);
        invariants = new Invariants(settings);
        world = new World(chance, invariants, settings);
        input = new Input(world, settings);
        invariants.watch(world, input);
        cluster = new Cluster(world, settings);
        defineEvents();
        world.runWhileWaiting(this::runOthers);
    }

    private void defineEvents() {
        define("rows", 100, input::appendSome);
        define("work", 250, cluster::work);
        define("iterate", 250, cluster::iterateOne);
        define("background", 120, cluster::runBackground);
        define("moment", 60, () -> world.time.sleep(chance.between(1, 300)));
        define("while", 10, () -> world.time.sleep(chance.between(1_000, 10_000)));
        define("start", 20, cluster::startTask);
        define("stop", 7, cluster::stopTask);
        define("cancel", 7, cluster::cancelTask);
        define("zombie", 10, cluster::wakeZombie);
        define("crash", 10, cluster::crash);
        define("rebalance", 10, cluster.group::rebalance);
        define("expel", 6, cluster.group::expelOne);
        define("missed", 60, cluster::missTheDead);
        define("pause", 5, cluster::pauseOrResume);
        define("delayed commit", 20, () -> world.broker.deliverDelayedCommit(chance));
        define("end of transaction", 30, () -> world.broker.writeOneEnd(chance));
        define("broker away", 5, () -> world.broker.setReachable(false));
        define("broker back", 30, () -> world.broker.setReachable(true));
        define("disk full", 5, () -> cluster.anyDisk().setFull(true));
        define("disk free", 10, () -> cluster.anyDisk().setFull(false));
        define("back up", 10, () -> cluster.anyDisk().backUp());
        define("compact", 10, this::compact);
    }

    private void define(String name, int weight, Runnable action) {
        events.add(new Event(name, weight, action));
        totalWeight += weight;
    }

    /** How often what has happened so far. */
    Map<Reached, Integer> reached() {
        return world.reached();
    }

    /** What happened, for a comparison of two runs. */
    String story() {
        return happened + " events in " + world.time.milliseconds() + " ms, " + world.reached();
    }

    /** Runs to the end; throws the first violation, with the way to it. */
    void run() {
        try {
            int count = chance.between(100, 300);
            cluster.startTask();
            for (int event = 0; event < count; event++) {
                happen(draw());
                check();
            }
            calmDown();
            invariants.checkEnd(cluster.deadLetters());
            world.requireNoFailure();
        } catch (RuntimeException | Error e) {
            throw new FailedScheduleError(this, e);
        } finally {
            end();
        }
    }

    private Event draw() {
        int drawn = chance.below(totalWeight);
        for (Event event : events) {
            drawn -= event.weight();
            if (drawn < 0) {
                return event;
            }
        }
        throw new IllegalStateException("The weights do not add up");
    }

    private void happen(Event event) {
        tell(event.name());
        world.broker.expireTransactions();
        event.action().run();
    }

    private void tell(String what) {
        happened++;
        told.add("  ".repeat(depth) + what);
        if (told.size() > TOLD_EVENTS) {
            told.remove();
        }
    }

    private void check() {
        if (cluster.disks().stream().anyMatch(SimulatedDisk::takeIndexed)) {
            world.reached(Reached.KEYS_EVICTED);
        }
        world.requireNoFailure();
        invariants.check(cluster.disks(), world.time.milliseconds());
    }

    /** Now and then one that waits hangs, for longer than a session lasts. */
    private void runOthers(int oneIn) {
        if (depth >= MAX_DEPTH || !chance.oneIn(oneIn)) {
            return;
        }
        depth++;
        int count = chance.between(1, 4);
        if (depth == 1 && chance.oneIn(4)) {
            tell("hangs");
            world.reached(Reached.HANG);
            cluster.group.expelOne();
            count = chance.between(20, 50);
        }
        for (int event = 0; event < count; event++) {
            happen(draw());
        }
        depth--;
    }

    private void compact() {
        if (settings.isCompacting()) {
            world.broker.compactChangelogs();
        }
    }

    /** Faults end; then it takes only time. */
    private void calmDown() {
        world.calm();
        cluster.calmDown();
        if (!settings.isIdleClosing()) {
            input.appendLast();
        }
        for (int round = 0; !invariants.isDone(); round++) {
            int rounds = round;
            Violation.unless(
                    round < MAX_CALM_ROUNDS, "once faults end, everything comes out", () -> rounds + " rounds of calm");
            cluster.workOff();
            world.time.sleep(CALM_ROUND_MS);
            world.broker.expireTransactions();
            check();
        }
    }

    private void end() {
        world.calm();
        cluster.end();
    }
}
