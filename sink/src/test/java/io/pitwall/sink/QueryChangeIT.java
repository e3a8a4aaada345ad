package io.pitwall.sink;

import static io.pitwall.sink.TaskOnBroker.row;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pitwall.local.LocalBroker;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that comes back with another configuration while windows are open. */
class QueryChangeIT {

    private static LocalBroker broker;

    @TempDir
    Path stateDirectory;

    private TaskOnBroker task;

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void leaveAnOpenWindow() throws Exception {
        task = new TaskOnBroker(broker, stateDirectory);
        task.start(Map.of());
        task.put(0, row(1_000, 3), row(1_500, 4));
        task.commit(2);
        task.stop();
    }

    @AfterEach
    void deleteTopics() throws Exception {
        task.end();
    }

    @Test
    void conditionsAndColumnsOverTheSameAggregatesKeepTheWindows() {
        task.start(Map.of(
                "select", "sum(x) / count(*) as mean",
                "having", "mean > 3",
                "alert.when", "mean > 100",
                "alert.cooldown.ms", "5"));

        closeTheWindow();

        task.awaitFeatures("{\"window_start\":1000,\"window_end\":2000,\"mean\":3.5}");
    }

    @Test
    void anotherWindowEndsTheTaskAndTheOldOneGoesOnWhereItWas() {
        task.open(Map.of("window.size.ms", "500"));

        assertThatThrownBy(untilItEnds())
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("size 1000")
                .hasMessageContaining("size 500")
                .hasMessageContaining("on.query.change=reset")
                .hasMessageContaining("offset 2");

        task.stop();
        task.start(Map.of());
        closeTheWindow();
        task.awaitFeatures("{\"window_start\":1000,\"window_end\":2000,\"force\":7.0,\"n\":2}");
    }

    @Test
    void otherAggregatesAfterAResetSeeOnlyTheRowsThatFollow() {
        task.start(Map.of("select", "max(x) as most", "alert.when", "most > 100", "on.query.change", "reset"));

        task.put(2, row(1_600, 2));
        task.put(3, row(2_100, 1));
        task.commit(4);

        task.awaitFeatures("{\"window_start\":1000,\"window_end\":2000,\"most\":2.0}");
    }

    private void closeTheWindow() {
        task.put(2, row(2_100, 1));
        task.commit(3);
    }

    private ThrowingCallable untilItEnds() {
        return () -> await().until(() -> {
            task.tick();
            return false;
        });
    }
}
