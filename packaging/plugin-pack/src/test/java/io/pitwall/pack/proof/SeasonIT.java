package io.pitwall.pack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.pack.recording.HoppingOracle.Total;
import io.pitwall.pack.recording.HoppingOracle.Window;
import io.pitwall.pack.recording.Marker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Whatever is killed, paused, stopped or restarted while rows arrive: nothing is lost and nothing comes twice. All sinks read
 * the same rows and are struck by the same faults; each test judges one thing.
 *
 * <p>System properties: {@code pitwall.proof.worker.kills}, {@code pitwall.proof.broker.kills} and, to draw the same faults
 * again, {@code pitwall.proof.seed}.
 */
final class SeasonIT {

    private static final String AT_LEAST_ONCE = "AT_LEAST_ONCE";

    private static Season.Result season;

    @BeforeAll
    static void liveThroughTheSeason() {
        String seed = System.getProperty("pitwall.proof.seed", "");
        FaultPlan plan = FaultPlan.of(
                seed.isEmpty() ? System.nanoTime() : Long.parseLong(seed),
                Integer.getInteger("pitwall.proof.worker.kills", 5),
                Integer.getInteger("pitwall.proof.broker.kills", 1));
        season = Season.run(plan, Path.of("target", "proof").toAbsolutePath());
    }

    @Test
    void everyRowSentIsInTheRowsTopicOnce() {
        List<Long> ids = season.expected().ids().stream().sorted().toList();
        assertThat(ids).isEqualTo(LongStream.range(0, season.rowsSent()).boxed().toList());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = AT_LEAST_ONCE)
    void everyWindowComesOutOnceAndRight(ProvenSink sink) {
        Tableau<Window> found = Tableau.of(
                season.outcome(sink).features(),
                Outcome.Emitted::window,
                feature -> contents(feature.endMs(), feature.total(), feature.samples()));

        assertThat(found.repeated()).isEmpty();
        assertThat(found.differencesFrom(expectedWindows())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = AT_LEAST_ONCE)
    void everyAlertIsRaisedOnce(ProvenSink sink) {
        Tableau<String> found = Tableau.of(
                season.outcome(sink).alerts(),
                alert -> alert.window() + " at " + alert.alertTimeMs(),
                alert -> contents(alert.endMs(), alert.total(), alert.samples()));
        Tableau<String> expected = Tableau.of(
                season.expected().alerts(),
                alert -> alert.window() + " at " + alert.timeMs(),
                alert -> contents(alert.window(), alert.total()));

        assertThat(season.expected().alerts()).isNotEmpty();
        assertThat(found.repeated()).isEmpty();
        assertThat(found.differencesFrom(expected)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = AT_LEAST_ONCE)
    void everyLateRowIsHandedOnOnceAndUnchanged(ProvenSink sink) {
        Tableau<String> found = lateRowsOf(sink);

        assertThat(season.expected().late()).isNotEmpty();
        assertThat(found.repeated()).isEmpty();
        assertThat(found.differencesFrom(expectedLateRows())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = AT_LEAST_ONCE)
    void commitsAreNumberedWithoutAGapAndNeverGoBack(ProvenSink sink) {
        assertThat(season.outcome(sink).lastMarkers()).isNotEmpty();
        assertThat(season.outcome(sink).disorder()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyRowIsCountedOnceByWhatBecameOfIt(ProvenSink sink) {
        Map<Integer, Marker> lastMarkers = season.outcome(sink).lastMarkers();
        assertThat(lastMarkers.keySet()).isEqualTo(season.expected().shards().keySet());
        lastMarkers.forEach((partition, last) -> {
            Expected.Shard shard = season.expected().shard(partition);
            assertThat(last.nextInputOffset()).isEqualTo(shard.position());
            assertThat(Map.of(
                            "windowed", last.windowed(),
                            "late", last.late(),
                            "filtered", last.filtered(),
                            "rejected", last.rejected()))
                    .isEqualTo(shard.counts());
        });
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfAWindowIsLeftInTheChangelog(ProvenSink sink) {
        assertThat(season.outcome(sink).stateRows()).isEmpty();
    }

    @Test
    void atLeastOnceEveryLateRowIsHandedOn() {
        assertThat(lateRowsOf(ProvenSink.AT_LEAST_ONCE).differencesFrom(expectedLateRows()))
                .isEmpty();
    }

    private static Tableau<Window> expectedWindows() {
        return Tableau.of(
                season.expected().windows().entrySet(),
                Map.Entry::getKey,
                window -> contents(window.getKey(), window.getValue()));
    }

    private static String contents(Window window, Total total) {
        return contents(window.startMs() + ProvenSink.SIZE_MS, total.sum(), total.count());
    }

    private static String contents(long endMs, double total, long samples) {
        return "end " + endMs + ", total " + total + ", n " + samples;
    }

    private static Tableau<String> lateRowsOf(ProvenSink sink) {
        return Tableau.of(season.outcome(sink).late(), Outcome.LateRow::source, row -> row.key() + " " + row.value());
    }

    private static Tableau<String> expectedLateRows() {
        return Tableau.of(
                season.expected().late().entrySet(),
                Map.Entry::getKey,
                row -> row.getValue().key() + " " + row.getValue().value());
    }
}
