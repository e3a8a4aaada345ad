package io.pitwall.sink.simulation;

import io.pitwall.sink.state.SimulatedDisk;
import java.nio.file.Path;

/** One life of the worker on one machine. When it ends, its threads stop wherever they are; the disk stays. */
final class WorkerProcess {

    final Path stateDirectory;
    final SimulatedDisk disk;
    private boolean isAlive = true;

    /** Unwinds a thread of a process that is dead; nothing that still runs then has any effect. */
    static final class DeadError extends Error {
        private static final long serialVersionUID = 1L;

        DeadError() {
            super("The process is dead", null, false, false);
        }
    }

    WorkerProcess(Path stateDirectory, SimulatedDisk disk) {
        this.stateDirectory = stateDirectory;
        this.disk = disk;
    }

    boolean isAlive() {
        return isAlive;
    }

    void kill() {
        isAlive = false;
        disk.killProcess();
    }

    void requireAlive() {
        if (!isAlive) {
            throw new DeadError();
        }
    }
}
