package io.pitwall.sink.windowing;

import static io.pitwall.sink.windowing.EngineUnderTest.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.windowing.EngineSettings.Clock;
import io.pitwall.sink.windowing.EngineSettings.OnError;
import io.pitwall.sink.windowing.EngineUnderTest.Result;
import io.pitwall.sink.windowing.WindowEngine.Admission;
import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.keyed.Chunks;
import io.pitwall.sink.windowing.keyed.KeyStore;
import io.pitwall.sink.windowing.query.QueryText;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Advances that stop because the results are enough. */
final class AdvanceTest {

    private static final int KEYS = 200;
    private static final QueryText COUNT = new QueryText("", "count(*) as n", "", "");

    static Stream<Arguments> windows() {
        return Stream.of(
                Arguments.of(new Windows.Hopping(20, 5, 3), settings(Clock.PARTITION, 0)),
                Arguments.of(new Windows.Hopping(20, 20, 0), settings(Clock.PARTITION, 3)),
                Arguments.of(new Windows.Hopping(200, 5, 0), settings(Clock.PARTITION, 0)),
                Arguments.of(new Windows.Sliding(20, 3), settings(Clock.PARTITION, 0)),
                Arguments.of(new Windows.Session(5, 3), settings(Clock.PARTITION, 0)),
                Arguments.of(new Windows.Hopping(20, 5, 3), settings(Clock.KEY, 0)));
    }

    private static EngineSettings settings(Clock clock, int emptyWindows) {
        return new EngineSettings(clock, EngineSettings.NEVER, emptyWindows, false, true, 0, OnError.REJECT);
    }

    @ParameterizedTest
    @MethodSource("windows")
    void anInterruptedAdvanceGivesTheSameResultsInTheSameOrder(Windows windows, EngineSettings settings) {
        EngineUnderTest uninterrupted = withRows(windows, settings);
        uninterrupted.advanceTo(1_000);
        EngineUnderTest interrupted = withRows(windows, settings);
        interrupted.interruptAfter(7, interrupted::commit);

        interrupted.advanceTo(1_000);

        assertThat(interrupted.interruptions()).isGreaterThan(KEYS / 7 - 1);
        assertThat(interrupted.takeResults()).isEqualTo(uninterrupted.takeResults());
    }

    @ParameterizedTest
    @MethodSource("windows")
    void aRestartAtEveryStopGivesTheSameResultsInTheSameOrderOfEnds(Windows windows, EngineSettings settings) {
        EngineUnderTest uninterrupted = withRows(windows, settings);
        uninterrupted.advanceTo(1_000);
        EngineUnderTest restarted = withRows(windows, settings);
        restarted.interruptAfter(7, restarted::commitAndRestart);

        restarted.advanceTo(1_000);

        List<Result> found = restarted.takeResults();
        List<Result> expected = uninterrupted.takeResults();
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(found.stream().map(Result::endMs))
                .containsExactlyElementsOf(expected.stream().map(Result::endMs).toList());
    }

    /** Two rows for each key, of two times. */
    private static EngineUnderTest withRows(Windows windows, EngineSettings settings) {
        EngineUnderTest engine = new EngineUnderTest(windows, COUNT, settings);
        for (int row = 0; row < 2 * KEYS; row++) {
            engine.add("key-" + row % KEYS, row / KEYS * 3L, Map.of());
        }
        return engine;
    }

    @Test
    void aRowIsAwaitedWhileStreamTimeIsOnItsWay() {
        EngineUnderTest engine = tumbling();
        engine.add("a", 1, Map.of());
        engine.add("b", 1, Map.of());
        List<List<Result>> steps = new ArrayList<>();
        engine.interruptAfter(1, () -> steps.add(engine.takeResults()));

        Admission admission = engine.add("a", 12, Map.of());

        assertThat(admission).isEqualTo(Admission.WINDOWED);
        assertThat(steps).hasSize(1);
        assertThat(steps.get(0)).hasSize(1);
        assertThat(engine.takeResults()).hasSize(1);
    }

    @Test
    void aRowThatComesAfterARestartAmidAnAdvanceFindsItComplete() {
        EngineUnderTest engine = tumbling();
        engine.add("a", 1, Map.of());
        engine.add("b", 1, Map.of());
        engine.interruptAfter(1, engine::commitAndRestart);

        engine.beginAdvanceTo(10);
        engine.commitAndRestart();
        assertThat(engine.takeResults()).hasSize(1);

        assertThat(engine.add("a", 9, Map.of())).isEqualTo(Admission.LATE);
        assertThat(engine.add("b", 9, Map.of())).isEqualTo(Admission.LATE);
        assertThat(engine.takeResults()).hasSize(1);
    }

    @Test
    void whereAnAdvanceStoodIsForgottenOnceItIsComplete() {
        EngineUnderTest engine = tumbling();
        engine.add("a", 1, Map.of());
        engine.add("b", 1, Map.of());
        engine.commit();
        List<Integer> changelogRows = new ArrayList<>();
        engine.interruptAfter(1, () -> {
            engine.commit();
            changelogRows.add(engine.changelogRows());
        });

        engine.advanceTo(10);

        assertThat(changelogRows).as("one key and where the advance stands").containsExactly(2);
        assertThat(engine.hasChanges()).isTrue();
        engine.assertHoldsNothing();
        assertThat(engine.hasChanges()).isFalse();
    }

    @Test
    void openWindowsAreNotGivenOutAmidAnAdvance() {
        EngineUnderTest engine = new EngineUnderTest(
                new Windows.Hopping(10, 10, 0),
                COUNT,
                new EngineSettings(Clock.PARTITION, EngineSettings.NEVER, 0, true, true, 0, OnError.REJECT));
        engine.add("a", 1, Map.of());
        engine.add("b", 1, Map.of());
        engine.add("c", 1, Map.of());
        engine.interruptAfter(1, () -> assertThat(engine.giveUpdates(9)).isFalse());

        engine.advanceTo(10);

        assertThat(engine.takeResults())
                .containsExactlyInAnyOrder(window("a", 0, 10, 1L), window("b", 0, 10, 1L), window("c", 0, 10, 1L));
        assertThat(engine.giveUpdates(9)).isTrue();
    }

    @Test
    void aValueTakenForNullIsToldOnceHoweverOftenItsRowComes() {
        EngineUnderTest engine = new EngineUnderTest(
                new Windows.Hopping(10, 10, 0),
                new QueryText("", "count(*) as n, sum(x) as s", "", ""),
                new EngineSettings(Clock.PARTITION, EngineSettings.NEVER, 0, false, true, 0, OnError.NULL));
        engine.add("a", 1, Map.of("x", 1));
        engine.add("b", 1, Map.of("x", 1));
        engine.interruptAfter(1, engine::commit);

        engine.add("a", 10, Map.of("x", "a text"));

        assertThat(engine.interruptions()).isEqualTo(1);
        assertThat(engine.unusable()).isEqualTo(1);
    }

    @Test
    void keysAreForgottenInStepsToo() {
        EngineUnderTest engine = new EngineUnderTest(
                new Windows.Count(2, 2),
                COUNT,
                new EngineSettings(Clock.PARTITION, 80, 0, false, true, 0, OnError.REJECT));
        for (int key = 0; key < 10; key++) {
            engine.add("key-" + key, 1, Map.of());
        }
        engine.interruptAfter(1, engine::commitAndRestart);

        engine.advanceTo(500);

        assertThat(engine.interruptions()).isBetween(5, 10);
        assertThat(engine.expiredKeys()).isEqualTo(10);
        engine.assertHoldsNothing();
    }

    @Test
    void withAClockPerKeyTimeThatClosesNothingChangesNoKey() {
        EngineUnderTest engine = new EngineUnderTest(new Windows.Hopping(100, 100, 0), COUNT, settings(Clock.KEY, 0));
        for (int key = 0; key < KEYS; key++) {
            engine.add("key-" + key, key / 10, Map.of());
        }
        engine.commit();

        for (long timeMs = 20; timeMs < 90; timeMs += 10) {
            engine.advanceTo(timeMs);
        }

        assertThat(engine.hasChanges()).isFalse();
        assertThat(engine.changedRows()).as("how much time has passed").isEqualTo(1);
        assertThat(engine.takeResults()).isEmpty();
        // The rows of the last ten keys were at 19, as stream time was, so that theirs has come as far.
        engine.advanceTo(100);
        assertThat(engine.takeResults()).hasSize(10);
        assertThat(engine.changedRows()).isEqualTo(10 * 2 + 1);
    }

    @Test
    void keysThatChangeWithoutARowAreCountedUntilACommit() {
        EngineUnderTest engine = tumbling();
        for (int key = 0; key < KEYS; key++) {
            engine.add("key-" + key, 1, Map.of());
        }
        assertThat(engine.keysChangedByTime()).isZero();
        engine.commit();

        engine.advanceTo(10);

        assertThat(engine.keysChangedByTime()).isEqualTo(KEYS);
        engine.commit();
        assertThat(engine.keysChangedByTime()).isZero();
    }

    @Test
    void whatIsClosedNextIsKnownAhead() {
        EngineUnderTest panes = tumbling();
        assertThat(panes.closesInMs()).isEqualTo(Long.MAX_VALUE);
        panes.add("a", 13, Map.of());
        assertThat(panes.closesInMs()).isEqualTo(7);
        panes.advanceTo(20);
        assertThat(panes.closesInMs()).isEqualTo(Long.MAX_VALUE);

        EngineUnderTest sessions = new EngineUnderTest(new Windows.Session(5, 3), COUNT, settings(Clock.PARTITION, 0));
        sessions.add("a", 13, Map.of());
        assertThat(sessions.closesInMs()).isEqualTo(8);

        EngineUnderTest clocks = new EngineUnderTest(new Windows.Hopping(10, 10, 0), COUNT, settings(Clock.KEY, 0));
        clocks.add("a", 13, Map.of());
        clocks.add("b", 101, Map.of());
        assertThat(clocks.closesInMs()).as("not known before it is looked for").isZero();
        clocks.advanceTo(102);
        assertThat(clocks.closesInMs()).isEqualTo(6);
    }

    @Test
    void whereAnAdvanceStandsHasTheseBytes() {
        Advance advance = newAdvance();
        advance.begin(1, 2, true);
        advance.stopBefore(Advance.Step.LEAPING, 3, 4);
        List<String> rows = new ArrayList<>();

        advance.forEachChange((key, value) -> rows.add(hex(key) + " -> " + hex(value)));

        assertThat(rows)
                .containsExactly("04 -> 01" + "0000000000000001" + "02" + "01" + "0000000000000001" + "0000000000000003"
                        + "0000000000000004");
    }

    @Test
    void aRowFromTheFutureIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> newAdvance().restore(new byte[] {9}))
                .hasMessage(
                        "expected a row about stream time of format version 1, found version 9; run the release that"
                                + " wrote it, or reset the connector's state");
    }

    private static String hex(byte @Nullable [] bytes) {
        return bytes == null ? "deleted" : HexFormat.of().formatHex(bytes);
    }

    private static Advance newAdvance() {
        KeyStore keys = KeyStore.of(
                new Accumulators.Layout(1, List.of()),
                (into, intoSlice, from, fromSlice) -> {},
                Chunks.whole(),
                1,
                false);
        return new Advance(keys, new Outlet(), true);
    }

    private static EngineUnderTest tumbling() {
        return new EngineUnderTest(new Windows.Hopping(10, 10, 0), COUNT, settings(Clock.PARTITION, 0));
    }
}
