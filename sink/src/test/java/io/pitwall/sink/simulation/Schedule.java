package io.pitwall.sink.simulation;

import io.pitwall.sink.state.SimulatedDisk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One run: events in an order drawn from the seed, then calm until everything has come out. While a thread waits for the
 * broker, the events of others may come in between.
 */
final class Schedule {

    private static final int MAX_TASKS = 3;
    private static final int MAX_DEPTH = 2;
    private static final int MAX_CALM_ROUNDS = 1_000;
    private static final int TOLD_EVENTS = 60;

    private final long seed;
    private final Chance chance;
    private final Settings settings;
    private final World world;
    private final Group group;
    private final Input input;
    private final Invariants invariants;
    private final List<Machine> machines = new ArrayList<>();
    /** Those that the worker still reckons with. */
    private final List<SimulatedTask> tasks = new ArrayList<>();
    /** Those that did not stop in time, each beside its successor. */
    private final List<SimulatedTask> zombies = new ArrayList<>();

    private final List<String> deadLetters = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Deque<String> told = new ArrayDeque<>();
    private int totalWeight;
    private int depth;
    private int happened;
    private boolean isPaused;

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
        group = new Group(chance, settings.isCooperative(), settings.partitions());
        input = new Input(world, settings);
        invariants.watch(world, input);
        for (int number = 0; number < settings.machines(); number++) {
            machines.add(new Machine(number));
        }
        defineEvents();
        world.runWhileWaiting(this::runOthers);
    }

    private void defineEvents() {
        define("rows", 100, input::appendSome);
        define("work", 250, this::work);
        define("iterate", 250, () -> withIdleTask(SimulatedTask::iterate));
        define("background", 120, this::runBackground);
        define("moment", 60, () -> world.time.sleep(chance.between(1, 300)));
        define("while", 10, () -> world.time.sleep(chance.between(1_000, 10_000)));
        define("start", 20, this::startTask);
        define("stop", 7, this::stopTask);
        define("cancel", 7, this::cancelTask);
        define("zombie", 10, this::wakeZombie);
        define("crash", 10, this::crash);
        define("rebalance", 10, group::rebalance);
        define("expel", 6, group::expelOne);
        define("missed", 60, () -> group.retain(livingMembers()));
        define("pause", 5, this::pauseOrResume);
        define("delayed commit", 20, () -> world.broker.deliverDelayedCommit(chance));
        define("end of transaction", 30, () -> world.broker.writeOneEnd(chance));
        define("broker away", 5, () -> world.broker.setReachable(false));
        define("broker back", 30, () -> world.broker.setReachable(true));
        define("disk full", 5, () -> chance.of(machines).disk.setFull(true));
        define("disk free", 10, () -> chance.of(machines).disk.setFull(false));
        define("back up", 10, () -> chance.of(machines).disk.backUp());
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
            startTask();
            for (int event = 0; event < count; event++) {
                happen(draw());
                check();
            }
            calmDown();
            invariants.checkEnd(deadLetters);
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
        world.requireNoFailure();
        invariants.check(disks(), world.time.milliseconds());
    }

    private List<SimulatedDisk> disks() {
        return machines.stream().map(machine -> machine.disk).toList();
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
            group.expelOne();
            count = chance.between(20, 50);
        }
        for (int event = 0; event < count; event++) {
            happen(draw());
        }
        depth--;
    }

    private interface Step {
        void of(SimulatedTask task);
    }

    private void withIdleTask(Step step) {
        List<SimulatedTask> idle = tasks.stream().filter(SimulatedTask::isIdle).toList();
        if (!idle.isEmpty()) {
            step.of(chance.of(idle));
        }
    }

    private void runBackground() {
        List<SimulatedTask> working = Stream.concat(tasks.stream(), zombies.stream())
                .filter(SimulatedTask::hasBackgroundWork)
                .toList();
        if (!working.isEmpty()) {
            chance.of(working).runBackground();
        }
    }

    /** Everybody does a little, as they do when nothing happens. */
    private void work() {
        int rounds = chance.between(1, 5);
        for (int round = 0; round < rounds; round++) {
            for (SimulatedTask task : List.copyOf(tasks)) {
                // Each may change what the others are doing.
                if (task.isIdle()) {
                    task.iterate();
                }
            }
            for (int job = tasks.size(); job > 0; job--) {
                runBackground();
            }
        }
    }

    private void startTask() {
        if (tasks.size() < MAX_TASKS) {
            SimulatedTask task = new SimulatedTask(world, chance.of(machines).process(), group, settings, deadLetters);
            tasks.add(task);
            task.start();
            task.setPaused(isPaused);
        }
    }

    private void stopTask() {
        withIdleTask(task -> {
            tasks.remove(task);
            zombies.add(task);
            task.askToStop();
            task.end();
        });
    }

    /** It does not stop in time, whatever it is doing, and a successor begins in the same process. */
    private void cancelTask() {
        if (!tasks.isEmpty()) {
            SimulatedTask task = tasks.remove(chance.below(tasks.size()));
            zombies.add(task);
            task.askToStop();
            task.cancel();
            SimulatedTask successor = new SimulatedTask(world, task.process, group, settings, deadLetters);
            tasks.add(successor);
            successor.start();
            successor.setPaused(isPaused);
        }
    }

    private void wakeZombie() {
        List<SimulatedTask> sleeping =
                zombies.stream().filter(SimulatedTask::isIdle).toList();
        if (!sleeping.isEmpty()) {
            chance.of(sleeping).end();
            world.reached(Reached.ZOMBIE_WOKEN);
        }
    }

    /** The group learns of it when the session has timed out. */
    private void crash() {
        Machine machine = chance.of(machines);
        machine.crash();
        world.reached(Reached.CRASH);
        tasks.removeIf(SimulatedTask::isEnded);
        zombies.removeIf(SimulatedTask::isEnded);
        switch (chance.below(4)) {
            case 0 -> machine.disk.lose();
            case 1 -> machine.disk.restoreBackup();
            default -> tell("crash with its directory kept");
        }
    }

    private List<GroupConsumer> livingMembers() {
        return tasks.stream().map(task -> task.consumer).toList();
    }

    private void pauseOrResume() {
        isPaused = !isPaused && chance.oneIn(2);
        tasks.forEach(task -> task.setPaused(isPaused));
    }

    private void compact() {
        if (settings.isCompacting()) {
            world.broker.compactChangelogs();
        }
    }

    /** Faults end, zombies wake, those who are dead are missed; then it takes only time. */
    private void calmDown() {
        world.calm();
        machines.forEach(machine -> machine.disk.setFull(false));
        isPaused = false;
        tasks.forEach(task -> task.setPaused(false));
        while (zombies.stream().anyMatch(SimulatedTask::isIdle)) {
            wakeZombie();
        }
        group.retain(livingMembers());
        if (tasks.isEmpty()) {
            startTask();
        }
        if (!settings.isIdleClosing()) {
            input.appendLast();
        }
        for (int round = 0; !invariants.isDone(); round++) {
            int rounds = round;
            Violation.unless(
                    round < MAX_CALM_ROUNDS, "once faults end, everything comes out", () -> rounds + " rounds of calm");
            for (SimulatedTask task : List.copyOf(tasks)) {
                task.iterate();
            }
            while (Stream.concat(tasks.stream(), zombies.stream()).anyMatch(SimulatedTask::hasBackgroundWork)) {
                runBackground();
            }
            world.time.sleep(250);
            world.broker.expireTransactions();
            check();
        }
    }

    /** Lets go of what outlives a schedule: claims, and beans. */
    private void end() {
        world.calm();
        for (SimulatedTask task : tasks) {
            if (task.isIdle()) {
                task.end();
            }
        }
    }
}
