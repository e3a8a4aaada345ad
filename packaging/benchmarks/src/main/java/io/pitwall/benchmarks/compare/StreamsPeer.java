package io.pitwall.benchmarks.compare;

import io.pitwall.benchmarks.process.JobProcess;
import io.pitwall.benchmarks.process.Setup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Kafka Streams: {@link StreamsJob} in its JVM.
 *
 * @param properties further Kafka Streams properties, as {@code name=value}
 */
record StreamsPeer(Setup setup, List<String> properties) implements Peer {

    static final String NAME = "Kafka Streams";

    StreamsPeer {
        properties = List.copyOf(properties);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Run start(Workload workload, String inputTopic) {
        String applicationId = "streams-" + inputTopic;
        Path state = setup.directory().resolve(applicationId);
        WindowTopic windows = WindowTopic.create(setup.bootstrapServers(), applicationId + "-windows");
        List<String> arguments = new ArrayList<>(List.of(inputTopic, windows.name()));
        arguments.add(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG + "=" + setup.bootstrapServers());
        arguments.add(StreamsConfig.APPLICATION_ID_CONFIG + "=" + applicationId);
        arguments.add(StreamsConfig.STATE_DIR_CONFIG + "=" + state);
        arguments.addAll(properties);
        JobProcess process = JobProcess.start(
                StreamsJob.class, setup.jvmOptions(), arguments, state.resolveSibling(applicationId + ".log"));
        process.awaitLine(StreamsJob.READY);
        String changelog = applicationId + "-" + StreamsJob.STORE + "-changelog";
        return new StreamsRun(workload, setup.bootstrapServers(), process, windows, changelog);
    }

    private record StreamsRun(
            Workload workload, String bootstrapServers, JobProcess process, WindowTopic windows, String changelog)
            implements Run {

        @Override
        public void begin() {
            process.proceed();
        }

        @Override
        public void awaitRows(long rows) {
            windows.awaitWindows(workload.windowsClosedBy(rows));
        }

        @Override
        public Duration cpuTime() {
            return process.cpuTime();
        }

        @Override
        public Optional<Output> output() {
            windows.readOn();
            long changelogRecords = Topics.countRecords(bootstrapServers, changelog);
            return Optional.of(new Output(windows.windows(), windows.totalForce(), changelogRecords));
        }

        @Override
        public void close() {
            process.close();
            windows.close();
        }
    }
}
