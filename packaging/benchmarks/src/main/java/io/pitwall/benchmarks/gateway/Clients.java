package io.pitwall.benchmarks.gateway;

import io.pitwall.benchmarks.process.JobProcess;
import io.pitwall.benchmarks.process.Setup;
import java.util.ArrayList;
import java.util.List;

/** {@link ClientJob} in its JVM, whose CPU time is nobody's. */
final class Clients {

    private Clients() {}

    static JobProcess start(Setup setup, Load load, int port, String topic) {
        List<String> arguments = new ArrayList<>(load.arguments());
        arguments.add(Integer.toString(port));
        JobProcess clients = JobProcess.start(
                ClientJob.class,
                setup.jvmOptions(),
                arguments,
                setup.directory().resolve("clients-" + topic + ".log"));
        clients.awaitLine(Progress.READY);
        return clients;
    }
}
