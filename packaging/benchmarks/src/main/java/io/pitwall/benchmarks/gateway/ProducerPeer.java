package io.pitwall.benchmarks.gateway;

import io.pitwall.benchmarks.process.JobProcess;
import io.pitwall.benchmarks.process.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@link ProducerJob} in its JVM.
 *
 * @param maxUnacknowledged after so many rows without acknowledgement it waits for one
 */
record ProducerPeer(Setup setup, int maxUnacknowledged) implements Peer {

    @Override
    public String name() {
        return maxUnacknowledged == Load.UNLIMITED
                ? "bare producer"
                : String.format(Locale.ROOT, "bare producer, %d rows unacknowledged", maxUnacknowledged);
    }

    @Override
    public Run start(Load load, String topic) {
        List<String> arguments = new ArrayList<>(load.arguments());
        arguments.addAll(List.of(setup.bootstrapServers(), topic, Integer.toString(maxUnacknowledged)));
        JobProcess producer = JobProcess.start(
                ProducerJob.class,
                setup.jvmOptions(),
                arguments,
                setup.directory().resolve("producer-" + topic + ".log"));
        producer.awaitLine(Progress.READY);
        return new Run(producer, producer::cpuTime, producer::close);
    }

    @Override
    public Written written() {
        return Written.SAME_BYTES;
    }
}
