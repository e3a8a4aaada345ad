package io.pitwall.benchmarks.compare;

import io.pitwall.benchmarks.process.JobProcess;
import io.pitwall.benchmarks.process.Setup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@link FloorJob} in its JVM: reading and decoding the rows, and nothing else. */
record FloorPeer(Setup setup) implements Peer {

    @Override
    public String name() {
        return "floor (consumer + Jackson)";
    }

    @Override
    public Run start(Workload workload, String inputTopic) {
        JobProcess process = JobProcess.start(
                FloorJob.class,
                setup.jvmOptions(),
                List.of(setup.bootstrapServers(), inputTopic, Long.toString(workload.rows())),
                setup.directory().resolve("floor-" + inputTopic + ".log"));
        process.awaitLine(FloorJob.READY);
        return new FloorRun(process);
    }

    private record FloorRun(JobProcess process) implements Run {

        @Override
        public void begin() {
            process.proceed();
        }

        @Override
        public void awaitRows(long rows) {
            process.awaitLine(FloorJob.taken(rows));
        }

        @Override
        public Duration cpuTime() {
            return process.cpuTime();
        }

        @Override
        public Optional<Output> output() {
            return Optional.empty();
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
