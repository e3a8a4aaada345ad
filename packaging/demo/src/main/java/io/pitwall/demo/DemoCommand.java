package io.pitwall.demo;

import io.pitwall.local.Folders;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "pitwall demo",
        sortOptions = false,
        description = {
            "Starts a Kafka broker and a Connect worker with the plugin pack on this machine, sends phones for a ride "
                    + "through the HTTP gateway, and shows features and the crash alert as they come out.",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:what came out is what should",
            "1:it is not",
            "2:the demo cannot start: a port is taken, a file is missing, an option is wrong",
            "130:Ctrl-C",
        })
final class DemoCommand implements Callable<Integer> {
    private static final int CANNOT_START = 2;

    private final Path dir;
    private final Stop stop;

    @Option(
            names = "--once",
            description =
                    "End after one short ride, or the recording; exit with 0 only if exactly the expected alert came.")
    private boolean once;

    @Option(
            names = "--recording",
            paramLabel = "FILE",
            description = "Ride a recording instead: a phone's .csv or a SisFall .txt, gzipped or not. "
                    + "Without labels in it any alerts are taken as right.")
    private @Nullable Path recording;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "Times faster than real time (default: 1, and 60 for a recording).")
    private double speed;

    @Option(names = "--phones", paramLabel = "N", description = "Simulated phones (default: ${DEFAULT-VALUE}).")
    private int phones = 5;

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            description = "Kafka broker (default: ${DEFAULT-VALUE}; 0 is any free one).")
    private int brokerPort = 9092;

    @Option(names = "--rest-port", paramLabel = "PORT", description = "Connect REST API (default: ${DEFAULT-VALUE}).")
    private int restPort = 8083;

    @Option(names = "--gateway-port", paramLabel = "PORT", description = "HTTP gateway (default: ${DEFAULT-VALUE}).")
    private int gatewayPort = 8080;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    @SuppressWarnings("UnusedVariable") // picocli writes it and acts on it
    private boolean isHelpWanted;

    @Option(names = "--pack", required = true, hidden = true, description = "The zip.")
    private Path zip = Path.of("");

    @Option(
            names = "--terminal-lines",
            hidden = true,
            description = "The output is a terminal of this height: paint a live table.")
    private int terminalLines;

    /** All the demo writes goes below {@code dir}. */
    DemoCommand(Path dir, Stop stop) {
        this.dir = dir;
        this.stop = stop;
    }

    @Override
    public Integer call() {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try {
            Ports ports = new Ports(brokerPort, restPort, gatewayPort).chosen();
            DemoOptions options = new DemoOptions(once, Optional.ofNullable(recording), speed, phones, ports);
            return new Demo(options, screen(out), stop).run(zip, dir);
        } catch (DemoException e) {
            System.err.println(e.getMessage());
            return CANNOT_START;
        }
    }

    private Screen screen(PrintWriter out) {
        return terminalLines > 0 ? new LiveScreen(out, terminalLines) : new PlainScreen(out, System::nanoTime);
    }

    public static void main(String[] arguments) {
        Stop stop = new Stop();
        stop.onInterrupt();
        Path dir = dirOfThisRun();
        int exitCode = new CommandLine(new DemoCommand(dir, stop))
                .setExecutionExceptionHandler(DemoCommand::sayWhatFailed)
                .execute(arguments);
        Folders.delete(dir);
        stop.finished();
        System.exit(exitCode);
    }

    private static int sayWhatFailed(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        failure.printStackTrace();
        System.err.println("The demo failed: " + failure.getMessage());
        System.err.println("The log of broker and worker is " + System.getProperty("org.slf4j.simpleLogger.logFile"));
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The folder the launcher made for this run alone, which is also this JVM's folder for temporary files. */
    private static Path dirOfThisRun() {
        String dir = System.getProperty("pitwall.demo.dir");
        if (dir == null) {
            throw new IllegalStateException(
                    "System property pitwall.demo.dir is not set; start packaging/bin/pitwall.");
        }
        return Path.of(dir);
    }
}
