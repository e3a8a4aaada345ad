package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shard that cannot be opened, and those beside it. */
class StoppedShardTest {

    private static final TopicPartition BROKEN = new TopicPartition("rows", 1);

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

    @Test
    void theOtherShardsOfTheTaskGoOn() {
        worker.send(1L, 15L);
        worker.assignAndRestore();
        worker.assignOneThatFails(BROKEN, new ConnectException("torn"));

        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1");
        assertThat(worker.isPaused(BROKEN)).isTrue();
    }

    @Test
    void whatIsNoMessageToTheUserStopsTheShardToo() {
        worker.send(1L, 15L);
        worker.assignAndRestore();
        worker.assignOneThatFails(BROKEN, new IllegalStateException("a bug"));

        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1");
    }

    @Test
    void itsPositionIsNotCommitted() {
        worker.assignOneThatFails(BROKEN, new ConnectException("torn"));
        worker.assignAndRestore();

        assertThat(worker.shards().commit(Map.of(BROKEN, new OffsetAndMetadata(7))))
                .isEmpty();
    }

    @Test
    void onceAllAreStoppedTheTaskEndsWithEveryReason() {
        worker.failOpening(new ConnectException("three partitions, four expected"));
        worker.assignOneThatFails(BROKEN, new ConnectException("torn"));
        worker.assignAndRestore();

        assertThatThrownBy(() -> worker.tick(0))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("All shards of this task are stopped")
                .hasMessageContaining("rows-0: three partitions, four expected")
                .hasMessageContaining("rows-1: torn");
    }

    @Test
    void aTaskThatHasOnlyThePartitionsOfOthersLeftEnds() {
        worker.assignAndRestore();
        worker.assignOneThatFails(BROKEN, new ConnectException("torn"));
        worker.settle();

        worker.revoke();

        assertThatThrownBy(() -> worker.tick(0)).hasMessage("torn");
    }

    @Test
    void aStoppedShardIsGivenUpLikeAnyOther() {
        worker.assignAndRestore();
        worker.assignOneThatFails(BROKEN, new ConnectException("torn"));
        worker.settle();

        worker.shards().close(List.of(BROKEN));

        assertThatCode(worker::settle).doesNotThrowAnyException();
    }
}
