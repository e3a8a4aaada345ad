package io.pitwall.benchmarks.compare;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs every peer on every workload, one after the other against one broker, and prints the table. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares the window sink on a real Connect worker with Kafka Streams: the same rows,"
                + " the same windows, exactly once; rows per CPU-second of the process decide.")
final class Comparison implements Callable<Integer> {

    /** The peers, in the order they run. */
    enum Contestant {
        PITWALL,
        STREAMS,
        FLOOR
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rows",
            defaultValue = "4000000",
            description = "Rows of each workload (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--keys",
            split = ",",
            defaultValue = "10,20000",
            description = "Numbers of keys, a workload each (default: ${DEFAULT-VALUE}).")
    private List<Integer> keys = List.of();

    @Option(
            names = "--peers",
            split = ",",
            defaultValue = "pitwall,streams,floor",
            description = "Who takes part: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private List<Contestant> contestants = List.of();

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the rows (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--heap",
            defaultValue = "1g",
            description = "Heap of every peer's JVM (default: ${DEFAULT-VALUE}).")
    private String heap = "";

    @Option(
            names = "--rest",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long each peer is watched at rest after its job (default: ${DEFAULT-VALUE}).")
    private long restSeconds;

    @Option(names = "--streams", paramLabel = "NAME=VALUE", description = "A further property of Kafka Streams.")
    private List<String> streamsProperties = new ArrayList<>();

    @Option(names = "--sink", paramLabel = "NAME=VALUE", description = "A further property of the window sink.")
    private Map<String, String> sinkProperties = new LinkedHashMap<>();

    @Option(names = "--keep", description = "Keep logs and state.")
    private boolean keepsScratch;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Comparison()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("pitwall-benchmark-");
        say("Logs and state, deleted on success: %s", scratch);
        List<Measurement> measurements = measure(scratch);
        say("%n%s", new ComparisonTable(StreamsPeer.NAME, measurements).markdown());
        if (!keepsScratch) {
            Scratch.delete(scratch);
        }
        return 0;
    }

    private List<Measurement> measure(Path scratch) throws InterruptedException {
        List<Measurement> measurements = new ArrayList<>();
        try (BrokerProcess broker = BrokerProcess.create(
                KafkaLibs.CURRENT.libs(), scratch.resolve("broker"), brokerProperties(), List.of("-Xmx1g"))) {
            broker.start().awaitReady();
            for (int keyCount : keys) {
                measurements.addAll(compare(new Workload(keyCount, rows, seed), setup(broker, scratch)));
            }
        }
        return measurements;
    }

    private void say(String format, Object... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }

    private Setup setup(BrokerProcess broker, Path scratch) {
        List<String> jvmOptions = List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+UseSerialGC");
        return new Setup(broker.bootstrapServers(), scratch, jvmOptions);
    }

    /** Nothing is compacted or expires, so that every changelog record can be counted. */
    private static Map<String, String> brokerProperties() {
        return Map.of(
                "log.cleaner.min.compaction.lag.ms", Long.toString(Long.MAX_VALUE),
                "log.retention.check.interval.ms", Long.toString(Long.MAX_VALUE));
    }

    private List<Measurement> compare(Workload workload, Setup setup) throws InterruptedException {
        String topic = "rows-" + workload.keys();
        say("%,d rows of %,d keys (seed %d): writing them", rows, workload.keys(), seed);
        Topics.create(setup.bootstrapServers(), topic);
        Topics.fill(setup.bootstrapServers(), topic, workload);
        List<Measurement> measurements = new ArrayList<>();
        for (Contestant contestant : contestants) {
            Peer peer = peer(contestant, setup);
            say("%,d rows of %,d keys: %s", rows, workload.keys(), peer.name());
            measurements.add(Trial.of(peer, workload, topic, Duration.ofSeconds(restSeconds)));
        }
        Agreement.check(measurements);
        return measurements;
    }

    /** The zip, unpacked by the first trial that needs it. */
    private static Path pluginPath(Setup setup) {
        Path plugins = setup.directory().resolve("plugins");
        if (!Files.isDirectory(plugins)) {
            PluginPack.unpack(PluginPack.zip(Path.of(System.getProperty("pitwall.root", "."))), plugins);
        }
        return plugins;
    }

    private Peer peer(Contestant contestant, Setup setup) {
        return switch (contestant) {
            case PITWALL -> new PitwallPeer(setup, KafkaLibs.CURRENT.libs(), pluginPath(setup), sinkProperties);
            case STREAMS -> new StreamsPeer(setup, streamsProperties);
            case FLOOR -> new FloorPeer(setup);
        };
    }
}
