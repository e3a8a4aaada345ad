package io.pitwall.sink.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.state.InMemoryBroker.CrashError;
import io.pitwall.sink.state.InMemoryBroker.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardStateTest {

    private static final ShardId SHARD = new ShardId("crash", "rows", 0);
    private static final Uuid INPUT = new Uuid(1, 1);

    @TempDir
    Path stateDirectory;

    private final InMemoryBroker broker = new InMemoryBroker();
    private final List<ShardState> opened = new ArrayList<>();
    private long nowMs = 1_000_000;

    @AfterEach
    void closeAll() {
        opened.forEach(ShardState::close);
    }

    @Test
    void aNewShardHasNoMarkerAndNoRows() {
        ShardState state = open();

        assertThat(state.marker()).isEmpty();
        assertThat(rows(state)).isEmpty();
    }

    @Test
    void whatWasCommittedIsThereWhenTheShardIsOpenedAgain() {
        ShardState first = open();
        commit(first, 1, put("a", "1"), put("b", "2"));
        commit(first, 2, put("a", "3"), remove("b"));
        first.close();

        ShardState second = open();

        assertThat(rows(second)).isEqualTo(Map.of("a", "3"));
        assertThat(second.marker()).map(Marker::sequence).contains(2L);
        assertThat(broker.replayedRecords()).isZero();
    }

    @Test
    void aDeletedDirectoryIsRestoredFromTheChangelog() throws IOException {
        ShardState first = open();
        commit(first, 1, put("a", "1"), put("b", "2"));
        commit(first, 2, remove("b"));
        first.close();
        delete(SHARD.directory(stateDirectory));

        ShardState second = open();

        assertThat(rows(second)).isEqualTo(Map.of("a", "1"));
        assertThat(second.marker()).map(Marker::sequence).contains(2L);
    }

    @Test
    void theIdentityOfTheQueryIsNoRowOfItsWindows() {
        QueryIdentity identity = new QueryIdentity("sum(x)");
        ShardState state = open();
        assertThat(state.query()).isEmpty();

        commit(state, 1, identity.toChange(), put("a", "1"));

        assertThat(state.query()).contains(identity);
        assertThat(rows(state)).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void theIdentityOfTheQueryIsRestoredFromTheChangelog() throws IOException {
        QueryIdentity identity = new QueryIdentity("sum(x)");
        ShardState first = open();
        commit(first, 1, identity.toChange());
        commit(first, 2, put("a", "1"));
        first.close();
        delete(SHARD.directory(stateDirectory));

        assertThat(open().query()).contains(identity);
    }

    @Test
    void aCommitThatTheDirectoryMissedIsReplayed() {
        ShardState first = open();
        commit(first, 1, put("a", "1"));
        broker.plan(Fault.CRASH_AFTER_COMMIT);
        assertThatThrownBy(() -> commit(first, 2, put("a", "2"))).isInstanceOf(CrashError.class);

        ShardState second = open();

        assertThat(rows(second)).isEqualTo(Map.of("a", "2"));
        assertThat(second.marker()).map(Marker::sequence).contains(2L);
        assertThat(broker.replayedRecords()).isEqualTo(2);
    }

    @Test
    void aCommitThatKafkaDidNotTakeIsNotInTheDirectory() {
        ShardState first = open();
        commit(first, 1, put("a", "1"));
        broker.plan(Fault.CRASH_BEFORE_COMMIT);
        assertThatThrownBy(() -> commit(first, 2, put("a", "2"))).isInstanceOf(CrashError.class);

        ShardState second = open();

        assertThat(rows(second)).isEqualTo(Map.of("a", "1"));
        assertThat(second.marker()).map(Marker::sequence).contains(1L);
    }

    @Test
    void anAbortedCommitChangesNothingAndMayBeTriedAgain() {
        ShardState state = open();
        broker.plan(Fault.REFUSED);

        assertThat(tryCommit(state, 1, put("a", "1"))).isInstanceOf(CommitOutcome.Aborted.class);
        assertThat(state.marker()).isEmpty();
        assertThat(tryCommit(state, 1, put("a", "1"))).isInstanceOf(CommitOutcome.Committed.class);
        assertThat(rows(state)).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aChangelogOfAnotherIncarnationMakesTheDirectoryWorthless() {
        ShardState first = open();
        commit(first, 1, put("a", "1"));
        first.close();
        broker.recreateTopic();

        ShardState second = open();

        assertThat(rows(second)).isEmpty();
        assertThat(second.marker()).isEmpty();
    }

    @Test
    void aDirectoryBehindTheLogStartIsRestoredAnew() {
        ShardState first = open();
        commit(first, 1, put("gone", "1"));
        first.close();
        ShardState elsewhere = open(stateDirectory.resolve("elsewhere"), () -> false);
        commit(elsewhere, 2, remove("gone"));
        commit(elsewhere, 3, put("a", "1"));
        elsewhere.close();
        broker.moveLogStartTo(6);

        ShardState second = open();

        assertThat(rows(second)).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aDirectoryPastTheLogEndIsRestoredAnew() {
        ShardState first = open();
        commit(first, 1, put("a", "1"));
        commit(first, 2, put("b", "1"));
        first.close();
        broker.truncateTo(0);

        assertThat(rows(open())).isEmpty();
    }

    @Test
    void aDirectoryAsOldAsItMayBeIsKept() {
        ShardState first = open();
        commit(first, 1, put("a", "1"));
        first.close();
        nowMs += ShardState.MAX_LOCAL_AGE_MS;

        open();

        assertThat(broker.replayedRecords()).isZero();
    }

    @Test
    void aDirectoryOneMillisecondTooOldIsRestoredAnew() {
        ShardState first = open();
        commit(first, 1, put("a", "1"));
        first.close();
        nowMs += ShardState.MAX_LOCAL_AGE_MS + 1;

        ShardState second = open();

        assertThat(broker.replayedRecords()).isEqualTo(2);
        assertThat(rows(second)).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aDirectoryMayOnlyBeHalfAsOldAsItsChangelogRemembersRemovals() {
        broker.keepRemovalsFor(2_000);
        ShardState first = open();
        commit(first, 1, put("a", "1"));
        first.close();
        nowMs += 1_000;
        open().close();
        assertThat(broker.replayedRecords()).isZero();

        nowMs += 1_001;
        open();

        assertThat(broker.replayedRecords()).isEqualTo(2);
    }

    @Test
    void anInterruptedRestoreBeginsAgain() throws IOException {
        ShardState first = open();
        commit(first, 1, put("a", "1"), put("b", "2"));
        first.close();
        delete(SHARD.directory(stateDirectory));
        int[] calls = {0};
        assertThatThrownBy(() -> open(stateDirectory, () -> ++calls[0] > 4)).isInstanceOf(ShardLostException.class);
        assertThat(broker.replayedRecords()).isEqualTo(2);

        ShardState second = open();

        assertThat(rows(second)).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(broker.replayedRecords()).isEqualTo(2 + 3);
    }

    @Test
    void anOpeningThatNobodyWantsAnyMoreTakesNothingFromTheOwner() {
        ShardState owner = open();

        assertThatThrownBy(() -> open(stateDirectory, () -> true)).isInstanceOf(ShardLostException.class);

        commit(owner, 1, put("a", "1"));
        assertThat(rows(owner)).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aDamagedDirectoryIsMovedAsideCountedAndRestored() throws IOException {
        ShardState first = open();
        commit(first, 1, put("a", "1"));
        first.close();
        Path directory = SHARD.directory(stateDirectory);
        Files.writeString(directory.resolve("CURRENT"), "rubbish");
        long damagedBefore = StateDirectory.damagedCount();

        ShardState second = open();

        assertThat(rows(second)).isEqualTo(Map.of("a", "1"));
        assertThat(StateDirectory.damagedCount()).isEqualTo(damagedBefore + 1);
        assertThat(directory.resolveSibling("rows-0.damaged").resolve("CURRENT"))
                .hasContent("rubbish");
    }

    @Test
    void aSecondDamageReplacesTheFilesOfTheFirst() throws IOException {
        Path directory = SHARD.directory(stateDirectory);
        open().close();
        Files.writeString(directory.resolve("CURRENT"), "first");
        open().close();
        Files.writeString(directory.resolve("CURRENT"), "second");
        open().close();

        assertThat(directory.resolveSibling("rows-0.damaged").resolve("CURRENT"))
                .hasContent("second");
    }

    @Test
    void aSuccessorInTheSameJvmTakesTheShardFromAPredecessorThatHangs() {
        ShardState predecessor = open();
        commit(predecessor, 1, put("a", "1"));

        ShardState successor = open();
        commit(successor, 2, put("a", "2"));

        assertThat(tryCommit(predecessor, 2, put("a", "stale"))).isInstanceOf(CommitOutcome.Lost.class);
        assertThatThrownBy(predecessor::marker).isInstanceOf(ShardLostException.class);
        assertThat(rows(successor)).isEqualTo(Map.of("a", "2"));
    }

    @Test
    void closingThePredecessorLateLeavesTheSuccessorAlone() {
        ShardState predecessor = open();
        ShardState successor = open();

        predecessor.close();
        commit(successor, 1, put("a", "1"));

        assertThat(rows(successor)).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aCommitStandsEvenIfTheDirectoryWasTakenAway() {
        broker.stopFencing();
        ShardState predecessor = open();
        ShardState successor = open();

        assertThat(tryCommit(predecessor, 1, put("a", "1"))).isInstanceOf(CommitOutcome.Uncached.class);
        assertThat(rows(successor)).isEmpty();
        successor.close();

        assertThat(rows(open())).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aCommitThatTheDiskHasNoRoomForStandsAndIsThereOnceThereIsRoom() {
        SimulatedDisk disk = new SimulatedDisk();
        ShardState state = open(disk.localState(stateDirectory), () -> false);
        commit(state, 1, put("a", "1"));
        disk.setFull(true);

        assertThat(tryCommit(state, 2, put("a", "2"))).isInstanceOf(CommitOutcome.Uncached.class);
        state.close();
        assertThatThrownBy(() -> open(disk.localState(stateDirectory), () -> false))
                .isInstanceOf(LocalStateException.class);
        disk.setFull(false);

        ShardState again = open(disk.localState(stateDirectory), () -> false);
        assertThat(rows(again)).isEqualTo(Map.of("a", "2"));
        assertThat(again.marker()).map(Marker::sequence).contains(2L);
    }

    @Test
    void anOpeningThatTheDiskHasNoRoomForTakesNothingFromTheOwner() {
        SimulatedDisk full = new SimulatedDisk();
        full.setFull(true);
        ShardState owner = open();

        assertThatThrownBy(() -> open(full.localState(stateDirectory), () -> false))
                .isInstanceOf(LocalStateException.class);

        commit(owner, 1, put("a", "1"));
        assertThat(rows(owner)).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void whoWaitsForARestoreLearnsHowFarItHasCome() throws IOException {
        ShardState first = open();
        commit(first, 1, put("a", "1"), put("b", "2"));
        commit(first, 2, put("c", "3"));
        first.close();
        delete(SHARD.directory(stateDirectory));
        List<RestoreProgress> progress = new ArrayList<>();

        open(new LocalState(stateDirectory, 32 << 20), new Requester() {
            @Override
            public boolean isAbandoned() {
                nowMs += 100;
                return false;
            }

            @Override
            public void progressed(RestoreProgress latest) {
                progress.add(latest);
            }
        });

        assertThat(progress).first().isEqualTo(RestoreProgress.NONE);
        assertThat(progress).extracting(RestoreProgress::rows).isSorted().last().isEqualTo(5L);
        assertThat(progress)
                .extracting(RestoreProgress::fraction)
                .isSorted()
                .last()
                .isEqualTo(1.0);
        RestoreProgress second = progress.get(2);
        assertThat(second.rows()).isEqualTo(2);
        assertThat(second.bytes()).isEqualTo(2 * 3);
        assertThat(second.fraction()).isEqualTo(2 / 7.0);
        assertThat(second.remainingMs()).hasValue(Math.round(second.elapsedMs() * 2.5));
    }

    @Test
    void theSuccessorOfARestoreTakesItOver() throws IOException {
        ShardState first = open();
        commit(first, 1, put("a", "1"), put("b", "2"));
        first.close();
        delete(SHARD.directory(stateDirectory));
        broker.duringReplay(() -> {
            broker.duringReplay(() -> {});
            commit(open(), 2, put("a", "2"));
        });

        assertThatThrownBy(this::open).isInstanceOf(ShardLostException.class);
        assertThat(rows(opened.get(1))).isEqualTo(Map.of("a", "2", "b", "2"));
    }

    private ShardState open() {
        return open(stateDirectory, () -> false);
    }

    private ShardState open(Path directory, Requester requester) {
        return open(new LocalState(directory, 32 << 20), requester);
    }

    private ShardState open(LocalState local, Requester requester) {
        ShardState state = ShardState.open(SHARD, INPUT, broker.newChangelog(), local, () -> nowMs, requester);
        opened.add(state);
        return state;
    }

    private static void commit(ShardState state, long sequence, StateChange... changes) {
        assertThat(tryCommit(state, sequence, changes)).isInstanceOf(CommitOutcome.Committed.class);
    }

    private static CommitOutcome tryCommit(ShardState state, long sequence, StateChange... changes) {
        Marker marker = new Marker(sequence, sequence * 10, 0, 0, Counters.ZERO, INPUT, 0);
        List<ProducerRecord<byte[], byte[]>> outputs = List.of(new ProducerRecord<>("features", new byte[] {1}));
        return state.commit(new Commit(outputs, List.of(changes), marker));
    }

    private static StateChange put(String key, String value) {
        return new StateChange(rowKey(key), value.getBytes(UTF_8));
    }

    private static StateChange remove(String key) {
        return new StateChange(rowKey(key), null);
    }

    private static byte[] rowKey(String key) {
        return ("\u0001" + key).getBytes(UTF_8);
    }

    private static Map<String, @Nullable String> rows(ShardState state) {
        Map<String, @Nullable String> rows = new TreeMap<>();
        state.forEachRow((key, value) -> rows.put(new String(key, UTF_8).substring(1), new String(value, UTF_8)));
        return rows;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
