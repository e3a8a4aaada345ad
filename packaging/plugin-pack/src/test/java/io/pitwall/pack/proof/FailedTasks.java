package io.pitwall.pack.proof;

import java.util.List;

/**
 * Tasks that have failed. With {@code group.protocol=consumer} Connect 4.3 fails a task of its own doing when it loses
 * partitions after an offset commit in the background: it removes them from a map that the consumer does not let be changed.
 * For that, and for nothing else, the documented remedy is applied: failed tasks are restarted.
 */
final class FailedTasks {

    private static final String FAULT_OF_CONNECT = "WorkerSinkTask$SinkTaskMetricsGroup.clearOffsets";

    private final Stage stage;
    private int restarts;

    FailedTasks(Stage stage) {
        this.stage = stage;
    }

    /** Restarts the tasks that Connect has failed; a task that failed by itself ends the season. */
    void restart() {
        for (ProvenSink sink : ProvenSink.values()) {
            List<Stage.Task> failed = stage.tasks(sink.connector()).stream()
                    .filter(task -> task.state().equals("FAILED"))
                    .toList();
            for (Stage.Task task : failed) {
                if (sink != ProvenSink.CONSUMER || !task.trace().contains(FAULT_OF_CONNECT)) {
                    throw new AssertionError("A task of " + sink.connector() + " failed: " + task.trace());
                }
            }
            if (!failed.isEmpty() && stage.restart(sink.connector(), true)) {
                restarts++;
            }
        }
    }

    /** How often the remedy was needed. */
    int restarts() {
        return restarts;
    }
}
