package io.pitwall.benchmarks.gateway;

import io.pitwall.benchmarks.process.JobProcess;
import io.pitwall.benchmarks.process.Setup;
import io.pitwall.local.FreePorts;
import java.util.List;

/** {@link HandlerJob} in its JVM. */
record HandlerPeer(Setup setup) implements Peer {

    @Override
    public String name() {
        return "bare Vert.x handler";
    }

    @Override
    public Run start(Load load, String topic) {
        int port = FreePorts.next();
        JobProcess handler = JobProcess.start(
                HandlerJob.class,
                setup.jvmOptions(),
                List.of(Integer.toString(port)),
                setup.directory().resolve("handler-" + topic + ".log"));
        handler.awaitLine(Progress.READY);
        JobProcess clients = Clients.start(setup, load, port, topic);
        return new Run(clients, handler::cpuTime, () -> {
            clients.close();
            handler.close();
        });
    }

    @Override
    public Written written() {
        return Written.NOTHING;
    }
}
