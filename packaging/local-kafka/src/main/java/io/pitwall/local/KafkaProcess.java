package io.pitwall.local;

import java.nio.file.Path;

/** A part of Kafka in a process of its own. */
abstract sealed class KafkaProcess implements AutoCloseable permits BrokerProcess, WorkerProcess {
    private final JavaProcess process;

    KafkaProcess(JavaProcess process) {
        this.process = process;
    }

    final JavaProcess process() {
        return process;
    }

    public final long pid() {
        return process.pid();
    }

    public final boolean isAlive() {
        return process.isAlive();
    }

    public final Path logFile() {
        return process.logFile();
    }

    /** SIGKILL; start it again with {@code start()}. */
    public final void kill() {
        process.kill();
    }

    /** SIGSTOP: it does nothing more, and knows nothing of it, until {@link #resume}. */
    public final void pause() {
        process.signal("STOP");
    }

    /** SIGCONT. */
    public final void resume() {
        process.signal("CONT");
    }

    /** The end of its log. */
    public final String logTail() {
        return process.logTail();
    }

    /** SIGTERM, and the wait for a clean end. */
    public final void stop() {
        process.stop();
    }

    /** Kills it where it still runs; the folder stays. */
    @Override
    public final void close() {
        process.kill();
    }
}
