package io.pitwall.sink.simulation;

import io.pitwall.sink.state.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The workers of a Connect cluster, the connector's tasks on them, and what may happen to both. */
final class Cluster {

    private static final int MAX_TASKS = 3;

    final Group group;

    private final World world;
    private final Settings settings;
    private final List<Machine> machines = new ArrayList<>();
    /** Those that the workers still reckon with. */
    private final List<SimulatedTask> tasks = new ArrayList<>();
    /** Those that did not stop in time, each beside its successor. */
    private final List<SimulatedTask> zombies = new ArrayList<>();

    private final List<String> deadLetters = new ArrayList<>();
    private boolean isPaused;

    Cluster(World world, Settings settings) {
        this.world = world;
        this.settings = settings;
        group = new Group(world.chance, settings.isCooperative(), settings.partitions());
        for (int number = 0; number < settings.machines(); number++) {
            machines.add(new Machine(number));
        }
    }

    List<SimulatedDisk> disks() {
        return machines.stream().map(machine -> machine.disk).toList();
    }

    SimulatedDisk anyDisk() {
        return world.chance.of(machines).disk;
    }

    /** The coordinates of all rows that were reported as rejected. */
    List<String> deadLetters() {
        return deadLetters;
    }

    private Optional<SimulatedTask> anyIdle(List<SimulatedTask> among) {
        List<SimulatedTask> idle = among.stream().filter(SimulatedTask::isIdle).toList();
        return idle.isEmpty() ? Optional.empty() : Optional.of(world.chance.of(idle));
    }

    void iterateOne() {
        anyIdle(tasks).ifPresent(SimulatedTask::iterate);
    }

    void runBackground() {
        List<SimulatedTask> working = Stream.concat(tasks.stream(), zombies.stream())
                .filter(SimulatedTask::hasBackgroundWork)
                .toList();
        if (!working.isEmpty()) {
            world.chance.of(working).runBackground();
        }
    }

    /** Everybody does a little, as they do when nothing happens. */
    void work() {
        int rounds = world.chance.between(1, 5);
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

    void startTask() {
        if (tasks.size() < MAX_TASKS) {
            startTaskIn(world.chance.of(machines).process());
        }
    }

    private void startTaskIn(WorkerProcess process) {
        SimulatedTask task = new SimulatedTask(world, process, group, settings, deadLetters);
        tasks.add(task);
        task.start();
        task.setPaused(isPaused);
    }

    void stopTask() {
        anyIdle(tasks).ifPresent(task -> {
            tasks.remove(task);
            zombies.add(task);
            task.askToStop();
            task.end();
        });
    }

    /** It does not stop in time, whatever it is doing, and a successor begins in the same process. */
    void cancelTask() {
        if (!tasks.isEmpty()) {
            SimulatedTask task = tasks.remove(world.chance.below(tasks.size()));
            zombies.add(task);
            task.askToStop();
            task.cancel();
            startTaskIn(task.process);
        }
    }

    void wakeZombie() {
        anyIdle(zombies).ifPresent(zombie -> {
            world.reached(Reached.ZOMBIE_WOKEN);
            zombie.end();
        });
    }

    /** The group learns of it when the session has timed out. */
    void crash() {
        Machine machine = world.chance.of(machines);
        machine.crash();
        world.reached(Reached.CRASH);
        tasks.removeIf(SimulatedTask::isEnded);
        zombies.removeIf(SimulatedTask::isEnded);
        switch (world.chance.below(4)) {
            case 0 -> machine.disk.lose();
            case 1 -> machine.disk.restoreBackup();
            default -> {}
        }
    }

    /** The sessions of members time out that nobody reckons with any more. */
    void missTheDead() {
        group.retain(tasks.stream().map(task -> task.consumer).toList());
    }

    void pauseOrResume() {
        isPaused = !isPaused && world.chance.oneIn(2);
        tasks.forEach(task -> task.setPaused(isPaused));
    }

    /** Zombies wake, and whoever is dead is missed. */
    void calmDown() {
        machines.forEach(machine -> machine.disk.setFull(false));
        isPaused = false;
        tasks.forEach(task -> task.setPaused(false));
        while (zombies.stream().anyMatch(SimulatedTask::isIdle)) {
            wakeZombie();
        }
        missTheDead();
        if (tasks.isEmpty()) {
            startTask();
        }
    }

    /** Everybody does what there is to do. */
    void workOff() {
        List.copyOf(tasks).forEach(SimulatedTask::iterate);
        while (Stream.concat(tasks.stream(), zombies.stream()).anyMatch(SimulatedTask::hasBackgroundWork)) {
            runBackground();
        }
    }

    /** Lets go of what outlives a schedule: claims, and beans. */
    void end() {
        tasks.stream().filter(SimulatedTask::isIdle).forEach(SimulatedTask::end);
    }
}
