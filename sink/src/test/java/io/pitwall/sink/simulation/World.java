package io.pitwall.sink.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** What everything in a simulation shares. */
final class World {

    final Chance chance;
    final VirtualTime time = new VirtualTime();
    final SimulatedBroker broker;
    final Admin admin;
    final Protocol protocol;

    private final Map<Reached, Integer> reached = new EnumMap<>(Reached.class);
    private boolean isCalm;
    private int numbers;
    private @Nullable Throwable failure;
    private IntConsumer otherThreads = oneIn -> {};

    World(Chance chance, SimulatedBroker.Watcher watcher, Settings settings) {
        this.chance = chance;
        this.protocol = settings.protocol();
        broker = new SimulatedBroker(time, settings.partitions(), watcher);
        admin = Topics.newAdmin(settings.partitions());
    }

    /** What runs while a thread waits for the broker, one time in so many. */
    void runWhileWaiting(IntConsumer other) {
        otherThreads = other;
    }

    /** Notes that something has happened which a simulation is there to try. */
    void reached(Reached what) {
        reached.merge(what, 1, Integer::sum);
    }

    /** How often what has happened. */
    Map<Reached, Integer> reached() {
        return reached;
    }

    /** Notes what ended a thread of a living process, since whoever called that thread may swallow it. */
    void failed(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    void requireNoFailure() {
        Throwable found = failure;
        if (found != null) {
            throw new Violation("no fault that passes ends a task", found.toString(), found);
        }
    }

    /** Never the same again. */
    int nextNumber() {
        return numbers++;
    }

    /** From here on nothing goes wrong. */
    void calm() {
        isCalm = true;
        broker.calm();
    }

    /** Whether something goes wrong now. */
    boolean strikes(int oneIn) {
        return !isCalm && chance.oneIn(oneIn);
    }

    /** A thread of this process waits, and one time in so many others run; throws if its process dies meanwhile. */
    void wait(WorkerProcess process, int oneIn) {
        if (!isCalm) {
            otherThreads.accept(oneIn);
        }
        process.requireAlive();
    }
}
