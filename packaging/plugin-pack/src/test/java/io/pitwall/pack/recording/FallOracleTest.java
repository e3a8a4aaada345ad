package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FallOracleTest {

    private static final long START_MS = 1_000_000;
    private static final int SAMPLES_PER_SECOND = 200;
    private static final Acceleration STANDING = new Acceleration(0, -1, 0);
    private static final Acceleration LYING = new Acceleration(1, 0, 0);

    private final List<Acceleration> samples = new ArrayList<>();

    @Test
    void windowsBeginBeforeTheFirstSampleAndEndAfterTheLast() {
        still(STANDING, 1);

        assertThat(FallOracle.features(replay()))
                .extracting(FallFeature::endMs)
                .containsExactly(
                        START_MS + 250,
                        START_MS + 500,
                        START_MS + 750,
                        START_MS + 1_000,
                        START_MS + 1_250,
                        START_MS + 1_500,
                        START_MS + 1_750);
    }

    @Test
    void aFeatureTellsOfTheHorizontalPlaneAndOfTheBodysAxis() {
        shaken(1);

        assertThat(FallOracle.features(replay()).get(3)).satisfies(feature -> {
            assertThat(feature.timeMs()).isEqualTo(feature.endMs() - 1);
            assertThat(feature.c8()).isCloseTo(Math.sqrt(2), within(1e-12));
            assertThat(feature.ay()).isEqualTo(-1);
        });
    }

    @Test
    void anImpactAndThenLyingIsOneAlert() {
        still(STANDING, 3);
        shaken(1);
        still(LYING, 5);

        List<Impact> impacts = FallOracle.impacts(FallOracle.features(replay()));
        assertThat(FallOracle.alerts(impacts)).singleElement().satisfies(alert -> {
            assertThat(alert.impact()).isGreaterThan(0.55);
            assertThat(alert.upright()).isBetween(-0.6, 0.0);
        });
    }

    @Test
    void anImpactAndThenStandingIsNoAlert() {
        still(STANDING, 3);
        shaken(1);
        still(STANDING, 5);

        List<Impact> impacts = FallOracle.impacts(FallOracle.features(replay()));
        assertThat(impacts).isNotEmpty();
        assertThat(FallOracle.alerts(impacts)).isEmpty();
    }

    private void still(Acceleration posture, int seconds) {
        for (int i = 0; i < seconds * SAMPLES_PER_SECOND; i++) {
            samples.add(posture);
        }
    }

    /** One g to and fro along both horizontal axes. */
    private void shaken(int seconds) {
        for (int i = 0; i < seconds * SAMPLES_PER_SECOND; i++) {
            int sign = i % 2 == 0 ? 1 : -1;
            samples.add(new Acceleration(sign, -1, sign));
        }
    }

    private Replay replay() {
        return new Replay(new SisFallRecording("made-up", samples), START_MS);
    }
}
