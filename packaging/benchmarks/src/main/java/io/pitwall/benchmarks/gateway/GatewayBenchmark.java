package io.pitwall.benchmarks.gateway;

import io.pitwall.benchmarks.compare.Scratch;
import io.pitwall.benchmarks.compare.Topics;
import io.pitwall.benchmarks.gateway.GatewayPeer.Guarantee;
import io.pitwall.benchmarks.gateway.GatewayPeer.Values;
import io.pitwall.benchmarks.process.Setup;
import io.pitwall.local.BrokerProcess;
import io.pitwall.local.KafkaLibs;
import io.pitwall.local.PluginPack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the gateway and what it is compared with one after the other against one broker, round by round, and prints tables. */
@Command(
        name = "benchmark gateway",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Compares the HTTP gateway on a real Connect worker with a bare Vert.x handler and a bare producer:"
                        + " CPU time of the process per request and per row, and time to acknowledgement.")
final class GatewayBenchmark implements Callable<Integer> {

    /** The comparisons. */
    enum Part {
        REQUESTS,
        BATCHES,
        LATENCY
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--parts",
            split = ",",
            defaultValue = "requests,batches,latency",
            description = "What is compared: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private List<Part> parts = List.of();

    @Option(names = "--rounds", defaultValue = "3", description = "Medians of so many (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--requests",
            defaultValue = "400000",
            description = "Requests of one reading in each trial (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(
            names = "--batches",
            defaultValue = "40000",
            description = "Requests of 100 rows in each trial (default: ${DEFAULT-VALUE}).")
    private int batches;

    @Option(
            names = "--rate",
            paramLabel = "PER-SECOND",
            defaultValue = "1000",
            description = "Requests per second while latency is measured (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "How long they come, in each trial (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the rows (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--heap",
            defaultValue = "512m",
            description = "Heap of every JVM but the broker's (default: ${DEFAULT-VALUE}).")
    private String heap = "";

    @Option(
            names = "--rest",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description =
                    "How long each peer is left alone after its load, and then watched at rest (default: ${DEFAULT-VALUE}).")
    private long restSeconds;

    @Option(
            names = "--profile",
            paramLabel = "FOLDER",
            description =
                    "Write a flight recording of every JVM but the broker's into this folder. It costs some CPU time.")
    private Optional<Path> recordings = Optional.empty();

    @Option(names = "--keep", description = "Keep logs and topics.")
    private boolean keepsScratch;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new GatewayBenchmark()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("pitwall-gateway-");
        say("Logs and topics, deleted on success: %s", scratch);
        Path plugins = scratch.resolve("plugins");
        PluginPack.unpack(PluginPack.zip(Path.of(System.getProperty("pitwall.root", "."))), plugins);
        try (BrokerProcess broker = BrokerProcess.create(
                KafkaLibs.CURRENT.libs(), scratch.resolve("broker"), Map.of(), List.of("-Xmx1g"))) {
            broker.start().awaitReady();
            Setup setup = new Setup(broker.bootstrapServers(), scratch, jvmOptions());
            for (Part part : parts) {
                say("%n%s", table(part, measure(part, setup, plugins)));
            }
        }
        if (!keepsScratch) {
            Scratch.delete(scratch);
        }
        return CommandLine.ExitCode.OK;
    }

    private List<String> jvmOptions() throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+UseSerialGC"));
        if (recordings.isPresent()) {
            Path folder = Files.createDirectories(recordings.get()).toAbsolutePath();
            options.add("-XX:StartFlightRecording=settings=profile,filename=" + folder);
            // What the recorder says would stand among the lines that the programs report by.
            options.add("-Xlog:jfr+startup=error");
        }
        return options;
    }

    /** The medians, in the order of the peers. */
    private List<Measurement> measure(Part part, Setup setup, Path plugins) throws InterruptedException {
        Load load = load(part);
        List<Peer> peers = peers(part, setup, plugins);
        List<List<Measurement>> measurements = new ArrayList<>();
        peers.forEach(peer -> measurements.add(new ArrayList<>()));
        for (int round = 1; round <= rounds; round++) {
            for (int peer = 0; peer < peers.size(); peer++) {
                String topic = String.format(Locale.ROOT, "%s-%d-%d", part, round, peer)
                        .toLowerCase(Locale.ROOT);
                Measurement measurement = measure(peers.get(peer), load, topic, setup);
                say("%s, round %d of %d: %s: %s", part, round, rounds, measurement.peer(), measurement.summary());
                measurements.get(peer).add(measurement);
            }
        }
        return measurements.stream().map(Measurement::median).toList();
    }

    private Measurement measure(Peer peer, Load load, String topic, Setup setup) throws InterruptedException {
        Topics.create(setup.bootstrapServers(), topic);
        Measurement measurement = Trial.of(peer, load, topic, Duration.ofSeconds(restSeconds));
        WrittenRows.check(setup.bootstrapServers(), topic, load, peer);
        Topics.delete(setup.bootstrapServers(), topic);
        return measurement;
    }

    private Load load(Part part) {
        return switch (part) {
            case REQUESTS -> new Load(Shape.READING, requests, 0, seed);
            case BATCHES -> new Load(Shape.BATCH, batches, 0, seed);
            case LATENCY -> new Load(Shape.READING, (long) rate * seconds, rate, seed);
        };
    }

    private static List<Peer> peers(Part part, Setup setup, Path plugins) {
        Peer producer = new ProducerPeer(setup, Load.UNLIMITED);
        Peer atLeastOnce = new GatewayPeer(setup, plugins, Guarantee.AT_LEAST_ONCE, Values.JSON);
        Peer exactlyOnce = new GatewayPeer(setup, plugins, Guarantee.EXACTLY_ONCE, Values.JSON);
        Peer objects = new GatewayPeer(setup, plugins, Guarantee.AT_LEAST_ONCE, Values.OBJECTS);
        return switch (part) {
            case REQUESTS ->
                List.of(
                        new HandlerPeer(setup),
                        producer,
                        new ProducerPeer(setup, Load.CONNECTIONS),
                        atLeastOnce,
                        exactlyOnce,
                        objects);
            case BATCHES -> List.of(producer, atLeastOnce, exactlyOnce, objects);
            case LATENCY -> List.of(producer, atLeastOnce, exactlyOnce);
        };
    }

    private String table(Part part, List<Measurement> measurements) {
        return switch (part) {
            case REQUESTS -> GatewayTables.requests(measurements, 2);
            case BATCHES -> GatewayTables.batches(measurements);
            case LATENCY -> GatewayTables.latencies(measurements, rate);
        };
    }

    private void say(String format, Object... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
