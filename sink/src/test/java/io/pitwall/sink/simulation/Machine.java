package io.pitwall.sink.simulation;

import io.pitwall.sink.state.SimulatedDisk;
import java.nio.file.Path;

/** A disk, and the worker process that runs on it. */
final class Machine {

    final SimulatedDisk disk = new SimulatedDisk();
    private final Path stateDirectory;
    private WorkerProcess process;

    Machine(int number) {
        stateDirectory = Path.of("machine-" + number);
        process = new WorkerProcess(stateDirectory, disk);
    }

    WorkerProcess process() {
        return process;
    }

    /** The process dies, and another begins on what the disk holds. */
    void crash() {
        process.kill();
        process = new WorkerProcess(stateDirectory, disk);
    }
}
