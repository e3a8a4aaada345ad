package io.pitwall.sink;

import io.pitwall.sink.shard.Background;
import io.pitwall.sink.shard.Now;
import io.pitwall.sink.state.Clients;
import io.pitwall.sink.state.SimulatedDisk;
import java.util.function.Supplier;
import org.apache.kafka.connect.sink.SinkTask;

/** The real task in an outside world of the test's making. */
public final class TaskSeam {

    private TaskSeam() {}

    public static SinkTask newTask(
            Clients clients,
            Background background,
            Supplier<Now> clock,
            SimulatedDisk disk,
            long heapBytes,
            long maxOutboxBytes) {
        return new WindowSinkTask(new Outside(
                settings -> clients,
                name -> background,
                clock,
                (directory, bytes) -> disk.localState(directory, heapBytes),
                maxOutboxBytes));
    }
}
