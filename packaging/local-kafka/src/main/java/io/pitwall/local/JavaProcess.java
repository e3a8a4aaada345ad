package io.pitwall.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A Java program in a JVM of its own, started as often as needed; everything it says goes to one log file. Whatever still
 * runs when this JVM exits is killed.
 */
final class JavaProcess {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);
    private static final long POLL_MS = 50;
    private static final int TAIL_LINES = 60;

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "kill-children"));
    }

    private final String name;
    private final Path libs;
    private final Path dir;
    private final List<String> jvmOptions;
    private final String mainClass;
    private final List<String> arguments;
    private @Nullable Process process;

    JavaProcess(String name, Path libs, Path dir, List<String> jvmOptions, String mainClass, List<String> arguments) {
        this.name = name;
        this.libs = libs;
        this.dir = dir;
        this.jvmOptions = List.copyOf(jvmOptions);
        this.mainClass = mainClass;
        this.arguments = List.copyOf(arguments);
    }

    void start() {
        if (isAlive()) {
            throw new IllegalStateException("The " + name + " runs already, as process " + pid() + ".");
        }
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.directory(dir.toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        try {
            Process started = builder.start();
            RUNNING.removeIf(earlier -> !earlier.isAlive());
            RUNNING.add(started);
            process = started;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the " + name + ".", e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
        command.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", libs.resolve("*").toString(), mainClass));
        command.addAll(arguments);
        return command;
    }

    Path logFile() {
        return dir.resolve(name + ".log");
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    long pid() {
        return running().pid();
    }

    /** SIGKILL: the program gets no chance to tidy up. */
    void kill() {
        if (isAlive()) {
            Process running = running();
            running.destroyForcibly();
            if (!hasEnded(running)) {
                throw new IllegalStateException("The " + name + ", process " + running.pid() + ", survived SIGKILL.");
            }
        }
    }

    /** SIGTERM, and the wait for its end. */
    void stop() {
        if (isAlive()) {
            Process running = running();
            running.destroy();
            if (!hasEnded(running)) {
                kill();
                throw failure("did not stop within " + STOP_TIMEOUT.toSeconds() + " s of SIGTERM");
            }
        }
    }

    /** Sends a signal by its name without {@code SIG}. */
    void signal(String signal) {
        String[] command = {"kill", "-" + signal, Long.toString(pid())};
        try {
            Process kill = new ProcessBuilder(command).inheritIO().start();
            if (!hasEnded(kill) || kill.exitValue() != 0) {
                throw new IllegalStateException(
                        "Cannot send SIG" + signal + " to the " + name + ", process " + pid() + ".");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run `" + String.join(" ", command) + "`.", e);
        }
    }

    private static boolean hasEnded(Process process) {
        try {
            return process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for process " + process.pid() + " to end.", e);
        }
    }

    /** Waits until the program is ready, and fails with the end of its log when it dies or the time is up. */
    void awaitReady(Duration timeout, BooleanSupplier isReady) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!isReady.getAsBoolean()) {
            if (!isAlive()) {
                throw failure("ended with exit code " + running().exitValue() + " before it was ready");
            }
            if (System.nanoTime() > deadline) {
                throw failure("was not ready after " + timeout.toSeconds() + " s");
            }
            Pauses.pause(POLL_MS);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("The " + name + " was never started.");
        }
        return process;
    }

    private IllegalStateException failure(String what) {
        return new IllegalStateException(
                "The " + name + " " + what + ". The end of " + logFile() + ":" + System.lineSeparator() + logTail());
    }

    String logTail() {
        try {
            List<String> lines = new String(Files.readAllBytes(logFile()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join(
                    System.lineSeparator(), lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(cannot be read: " + e + ")";
        }
    }
}
