package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.state.Counters;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A query that throws, perhaps in mid-change. */
class QueryFailureTest {

    @TempDir
    Path stateDirectory;

    private FakeWorker worker;

    @BeforeEach
    void startWorker() {
        worker = new FakeWorker(stateDirectory);
    }

    @AfterEach
    void stopWorker() {
        worker.stop();
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("a mistake"),
                new DataException("no converter takes it"),
                new OutOfMemoryError("Java heap space"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatAQueryThatThrewHoldsIsNeverCommitted(Throwable failure) {
        worker.send(1L, "tear");
        worker.queryFailures.add(failure);
        worker.assignAndRestore();

        assertThatThrownBy(worker::pollAll).isInstanceOf(ConnectException.class);
        worker.revoke();
        assertThat(worker.broker.markers()).isEmpty();

        worker.send(15L);
        worker.assignAndRestore();
        worker.settle();
        assertThat(worker.outputs()).containsExactly("features 0: 1");
    }

    @Test
    void aQueryThatOnlyNeedsTimeIsBegunAgainFromTheLastCommit() {
        worker.send(1L, 15L, "tear", 25L);
        worker.queryFailures.add(new RetriableException("the schema registry is away"));
        worker.assignAndRestore();

        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1", "features 10: 1");
        assertThat(worker.lastMarker().counters()).isEqualTo(new Counters(4, 0, 0, Map.of(), 2, 0, 0, 0));
    }

    @Test
    void aFirstRowThatOnlyNeedsTimeIsReadAgain() {
        worker.send("tear");
        worker.queryFailures.add(new RetriableException("the schema registry is away"));
        worker.assignAndRestore();

        worker.settle();

        assertThat(worker.lastMarker().counters().windowed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crowd now", "crowd goOn", "crowd markPersisted"})
    void aFullDiskWhileKeysLeaveTheHeapHasTheShardOpenedAgain(String when) {
        worker.send(1L, when);
        worker.queryFailures.add(new RetriableException("no space left"));
        worker.assignAndRestore();
        worker.settle();
        assertThat(worker.queryFailures).isEmpty();

        worker.send(15L, 25L);
        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1", "features 10: 1");
        assertThat(worker.lastMarker().counters().windowed()).isEqualTo(4);
    }
}
