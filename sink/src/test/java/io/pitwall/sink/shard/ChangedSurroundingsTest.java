package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.state.Marker;
import io.pitwall.sink.state.QueryIdentity;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shard whose query, topics or cluster are not what they were at its last commit. */
class ChangedSurroundingsTest {

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
    void aChangedQueryEndsTheTaskAndSaysWhatWasWhatIsAndWhatToDo() {
        commitTwoRowsAndRevoke();
        restartWith("max per 10 ms", OnQueryChange.FAIL);

        worker.assignAndRestore();

        assertThatThrownBy(() -> worker.tick(0))
                .isInstanceOf(ConnectException.class)
                .hasMessage("The query over rows-0 has changed, and its state means nothing to the new one. The state"
                        + " belongs to [count per 10 ms]; the configuration says [max per 10 ms]. Nothing was"
                        + " changed. Put the old query back; or set on.query.change=reset to drop the open windows and"
                        + " go on at offset 2; or give the connector another name, to begin anew beside this state.");
    }

    @Test
    void theOldQueryGoesOnWithItsWindowsAfterAChangeThatFailed() {
        commitTwoRowsAndRevoke();
        restartWith("max per 10 ms", OnQueryChange.FAIL);
        worker.assignAndRestore();
        assertThatThrownBy(() -> worker.tick(0)).isInstanceOf(ConnectException.class);
        worker.lose();
        restartWith("count per 10 ms", OnQueryChange.FAIL);
        worker.send(3L, 15L);

        worker.assignAndRestore();
        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 3");
    }

    @Test
    void theQueryIsKnownWithoutTheLocalDirectory() {
        commitTwoRowsAndRevoke();
        worker.stateDirectory = stateDirectory.resolve("elsewhere");
        restartWith("max per 10 ms", OnQueryChange.FAIL);

        worker.assignAndRestore();

        assertThatThrownBy(() -> worker.tick(0)).hasMessageContaining("[count per 10 ms]");
    }

    @Test
    void afterAResetAnotherQueryGoesOnAtTheSamePlaceWithoutTheOldWindows() {
        commitTwoRowsAndRevoke();
        restartWith("max per 10 ms", OnQueryChange.RESET);
        worker.send(3L, 15L);

        worker.assignAndRestore();
        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1");
        assertThat(worker.lastMarker().queryFingerprint()).isEqualTo(new QueryIdentity("max per 10 ms").fingerprint());
    }

    @Test
    void afterAResetTheNewQueryIsTheOneThatMustNotChange() {
        commitTwoRowsAndRevoke();
        restartWith("max per 10 ms", OnQueryChange.RESET);
        worker.send(3L);
        worker.assignAndRestore();
        worker.settle();
        worker.revoke();
        restartWith("count per 10 ms", OnQueryChange.FAIL);

        worker.assignAndRestore();

        assertThatThrownBy(() -> worker.tick(0))
                .hasMessageContaining("The state belongs to [max per 10 ms]; the configuration says [count per 10 ms]");
    }

    @Test
    void windowsGivenOutBeforeAResetStayGivenOut() {
        worker.send(1L, 25L);
        worker.assignAndRestore();
        worker.settle();
        worker.revoke();
        restartWith("max per 10 ms", OnQueryChange.RESET);
        worker.send(2L, 35L);

        worker.assignAndRestore();
        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1", "late offset 2 by 15 for 0..10 at 25");
    }

    @Test
    void theWindowsOfAnEarlierQueryAreGoneForGood() {
        worker.send(1L, 25L);
        worker.assignAndRestore();
        worker.settle();
        worker.revoke();
        restartWith("max per 10 ms", OnQueryChange.RESET);
        worker.send(26L);
        worker.assignAndRestore();
        worker.settle();
        worker.revoke();
        worker.crash();
        worker.send(35L);

        worker.assignAndRestore();
        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1", "features 20: 1");
    }

    @Test
    void aRecreatedInputStopsTheShardAndSaysWhatToDo() {
        commitTwoRowsAndRevoke();
        Marker committed = worker.lastMarker();
        worker.recreateInput();
        worker.crash();

        worker.assignAndRestore();

        assertThatThrownBy(() -> worker.tick(0))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("The input topic of rows-0 was deleted and created again")
                .hasMessageContaining("up to offset 2")
                .hasMessageContaining("DELETE its offsets");
        assertThat(worker.lastMarker()).isEqualTo(committed);
    }

    @Test
    void rowsOfARecreatedInputAreNotCommittedToTheStateOfTheOldOne() {
        commitTwoRows();
        worker.recreateInput();
        worker.send(1L, 15L, 25L, 35L);

        worker.settleBriefly();
        worker.pollAll();
        worker.tick(5_000);
        worker.runBackground();
        worker.tick(0);
        worker.settleBriefly();
        worker.settleBriefly();

        assertThatThrownBy(() -> worker.tick(0)).hasMessageContaining("deleted and created again");
        assertThat(worker.lastMarker().inputTopicId()).isEqualTo(new Uuid(1, 1));
    }

    @Test
    void anOffsetThatJumpsBackHasTheTopicLookedAtAtOnce() {
        commitTwoRows();
        Marker committed = worker.lastMarker();
        worker.recreateInput();
        worker.send(1L);
        worker.startReadingAt(0);

        worker.tick(1_000);
        worker.pollAll();
        worker.tick(500);
        worker.runBackground();
        worker.tick(0);
        worker.settleBriefly();
        worker.settleBriefly();

        assertThatThrownBy(() -> worker.tick(0)).hasMessageContaining("deleted and created again");
        assertThat(worker.lastMarker()).isEqualTo(committed);
    }

    @Test
    void aFailureThatWaitingDoesNotCureEndsTheTask() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.settle();
        worker.revoke();
        worker.failOpening(new ConnectException("3 partitions, 4 expected"));
        worker.assign();
        worker.runBackground();
        worker.tick(0);

        assertThatThrownBy(() -> worker.tick(0))
                .isInstanceOf(ConnectException.class)
                .hasMessage("3 partitions, 4 expected");
    }

    private void commitTwoRows() {
        worker.send(1L, 2L);
        worker.assignAndRestore();
        worker.settle();
    }

    private void commitTwoRowsAndRevoke() {
        commitTwoRows();
        worker.revoke();
    }

    private void restartWith(String query, OnQueryChange onQueryChange) {
        worker.query = query;
        worker.onQueryChange = onQueryChange;
        worker.crash();
    }
}
