package io.pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class VerdictTest {
    private static final Ride QUIET = ride("rider-1", List.of(), true);
    private static final Ride CRASHING = ride("rider-2", List.of(new Ride.Crash(10_000, 11_500)), true);
    private static final Alert IN_THE_CRASH = new Alert("rider-2", 9_000, 11_000, 500);

    private final Verdict verdict = new Verdict(List.of(QUIET, CRASHING));

    @Test
    void oneAlertInTheCrashIsAsExpected() {
        assertThat(verdict.complaints(List.of(IN_THE_CRASH))).isEmpty();
    }

    @Test
    void noAlertIsAComplaint() {
        assertThat(verdict.complaints(List.of())).containsExactly("Expected one alert of rider-2; found 0.");
    }

    @Test
    void aSecondAlertIsAComplaint() {
        assertThat(verdict.complaints(List.of(IN_THE_CRASH, IN_THE_CRASH)))
                .containsExactly("Expected one alert of rider-2; found 2.");
    }

    @Test
    void anAlertOfAQuietRiderIsAComplaint() {
        Alert falseAlarm = new Alert("rider-1", 9_000, 11_000, 201);

        assertThat(verdict.complaints(List.of(IN_THE_CRASH, falseAlarm)))
                .containsExactly("Expected no alert of rider-1; found 1.");
    }

    @Test
    void anAlertForAWindowWithoutTheCrashIsAComplaint() {
        assertThat(verdict.complaints(List.of(new Alert("rider-2", 7_000, 9_000, 500))))
                .containsExactly("The alert of rider-2 is for a window without the crash.");
    }

    @Test
    void anAlertOfNobodyIsAComplaint() {
        assertThat(verdict.complaints(List.of(IN_THE_CRASH, new Alert("stranger", 0, 2_000, 500))))
                .containsExactly("An alert names stranger, which no phone is called.");
    }

    @Test
    void anUnlabelledRecordingMayAlertAsItLikes() {
        Verdict unlabelled = new Verdict(List.of(ride("F01", List.of(), false)));

        assertThat(unlabelled.complaints(List.of(new Alert("F01", 0, 2_000, 500))))
                .isEmpty();
    }

    @Test
    void windowsAreOutOnceEveryPhonesLastOneIs() {
        Board board = new Board(List.of(QUIET, CRASHING));
        board.add(feature("rider-1", 20_000));
        board.add(feature("rider-2", 19_750));
        assertThat(verdict.everyWindowIsOut(board)).isFalse();

        board.add(feature("rider-2", 20_000));

        assertThat(verdict.everyWindowIsOut(board)).isTrue();
    }

    private static Feature feature(String phone, long startMs) {
        return new Feature(phone, startMs, startMs + 2_000, 1, 1, 1);
    }

    /** Its last reading is at 20,249 ms: the last window starts at 20,000. */
    private static Ride ride(String phone, List<Ride.Crash> crashes, boolean crashesAreKnown) {
        List<Reading> readings = List.of(Reading.acceleration(20_249_000_000L, 1, 1, 1));
        return new Ride(phone, readings, crashes, crashesAreKnown);
    }
}
