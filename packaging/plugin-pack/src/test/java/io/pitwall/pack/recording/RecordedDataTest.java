package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pitwall.pack.recording.HoppingOracle.Total;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The readers and the oracle give the answers that are known of the recordings. */
@EnabledIf(value = "io.pitwall.pack.recording.RecordedData#isPresent", disabledReason = RecordedData.ABSENT)
final class RecordedDataTest {

    @Test
    void thePhoneRecordingHasItsKnownRows() {
        List<PhoneRow> rows = PhoneRecording.read(RecordedData.file(PhoneRecording.FILE));

        assertThat(rows).hasSize(19_167).isSortedAccordingTo((a, b) -> Long.compare(a.timeNs(), b.timeNs()));
        assertThat(rows).filteredOn(PhoneRow::isCrash).hasSize(184);
        assertThat(rows)
                .filteredOn(row -> row.acceleration().isEmpty())
                .hasSize(83)
                .allMatch(row -> row.location().isPresent());
    }

    @Test
    void ofThePhonesClosedWindowsThoseOfGreatForceAllHoldACrash() {
        List<PhoneRow> rows = PhoneRecording.read(RecordedData.file(PhoneRecording.FILE));
        HoppingOracle oracle = new HoppingOracle(2_000, 250, 0);
        rows.forEach(
                row -> row.acceleration().ifPresent(a -> oracle.add("phone", row.timeMs(), a.force(), row.isCrash())));
        Collection<Total> closed = oracle.closed().values();

        assertThat(oracle.all()).hasSize(3_825);
        assertThat(closed).hasSize(3_817);
        assertThat(closed).filteredOn(total -> total.sum() > 200).hasSize(59).allMatch(Total::holdsCrash);
        assertThat(closed).filteredOn(Total::holdsCrash).hasSize(72);
    }

    @Test
    void everyRowOfTheRideIsInOneBodyOfAtMostASecond() {
        List<PhoneRow> rows = PhoneRecording.read(RecordedData.file(PhoneRecording.FILE));
        List<String> bodies = new SensorLogger("phone").bodies(rows);

        assertThat(bodies).hasSizeBetween(900, 965);
        assertThat(bodies.stream()
                        .mapToLong(body -> body.split("\"name\":", -1).length - 1)
                        .sum())
                .isEqualTo(19_167);
    }

    @Test
    void aSisFallRecordingBeginsWithGravityAlongOneAxis() {
        SisFallRecording fall = SisFallRecording.read(RecordedData.file("sisfall/F01_SA01_R01.txt.gz"));
        Acceleration first = fall.samples().get(0);

        assertThat(fall.name()).isEqualTo("F01_SA01_R01");
        assertThat(fall.durationMs()).isBetween(14_000L, 16_000L);
        assertThat(Math.hypot(first.x(), Math.hypot(first.y(), first.z()))).isCloseTo(1, within(0.1));
    }

    @Test
    void bothSubjectsOfSisFallHaveTheirThirtyOneRecordings() {
        assertThat(RecordedData.files("sisfall", "_SA01_")).hasSize(31);
        assertThat(RecordedData.files("sisfall", "_SA05_")).hasSize(31);
    }
}
