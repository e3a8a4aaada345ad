package io.pitwall.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of this module in a JVM of its own. It reports by lines on its standard output, and ends when its standard
 * input ends: with this process at the latest. What it writes to standard error goes to a log file.
 */
public final class JobProcess implements AutoCloseable {

    private static final Duration END_TIMEOUT = Duration.ofSeconds(30);

    private final Process process;
    private final BufferedReader lines;
    private final Path log;

    private JobProcess(Process process, Path log) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        this.log = log;
    }

    public static JobProcess start(Class<?> program, List<String> jvmOptions, List<String> arguments, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new JobProcess(
                    new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + program.getSimpleName(), e);
        }
    }

    /** Waits for the program's next line; a program that ends or says something else has failed. */
    public void awaitLine(String expected) {
        String line = nextLine();
        if (!expected.equals(line)) {
            throw failure("Expected the line `" + expected + "`, found `" + line + "`");
        }
    }

    /** Waits for the program's next line, whatever it is; a program that ends has failed. */
    public String nextLine() {
        try {
            String line = lines.readLine();
            if (line == null) {
                throw failure("The program ended before it was done");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read what the program says", e);
        }
    }

    private IllegalStateException failure(String what) {
        try {
            return new IllegalStateException(what + "; the program's log:\n" + Files.readString(log));
        } catch (IOException e) {
            return new IllegalStateException(what + "; its log " + log + " cannot be read.", e);
        }
    }

    /** Lets a program that waits on its standard input go on. */
    public void proceed() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The program has ended before its job began; see " + log, e);
        }
    }

    public Duration cpuTime() {
        return CpuTime.of(process.pid());
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the program's standard input", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
