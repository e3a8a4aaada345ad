package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.pack.recording.Confusion.Count;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConfusionTest {

    private final Confusion confusion = new Confusion(
            List.of("D01_SA01_R01", "D01_SA05_R01", "D05_SA01_R01", "D05_SA05_R01", "F01_SA01_R01", "F01_SA05_R01"),
            Set.of("D05_SA05_R01", "F01_SA01_R01"));

    @Test
    void recordingsAreCountedByActivity() {
        assertThat(confusion.byActivity())
                .isEqualTo(Map.of("D01", new Count(0, 2), "D05", new Count(1, 2), "F01", new Count(1, 2)));
    }

    @Test
    void balancedAccuracyIsTheMeanOfBothRatesHoweverManyRecordingsEachHas() {
        assertThat(confusion.sensitivity()).isEqualTo(0.5);
        assertThat(confusion.specificity()).isEqualTo(0.75);
        assertThat(confusion.balancedAccuracy()).isEqualTo(0.625);
    }
}
