package io.pitwall.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AgreementTest {

    private static final Workload WORKLOAD = new Workload(10, 1_000, 1);
    private static final long WINDOWS = WORKLOAD.windowsClosedBy(1_000);

    @Test
    void peersThatPutOutTheSameAgreeAndAFloorHasNoSay() {
        List<Measurement> measurements = List.of(
                measurement("a", new Run.Output(WINDOWS, 1_000, 5)),
                measurement("b", new Run.Output(WINDOWS, 1_000 + 1e-7, 9)),
                new Measurement("floor", WORKLOAD, Duration.ofSeconds(1), Duration.ofSeconds(1), Optional.empty()));

        assertThatCode(() -> Agreement.check(measurements)).doesNotThrowAnyException();
    }

    @Test
    void aMissingWindowIsToldWithThePeer() {
        List<Measurement> measurements = List.of(measurement("a", new Run.Output(WINDOWS - 1, 1_000, 5)));

        assertThatThrownBy(() -> Agreement.check(measurements))
                .hasMessage("a put out " + (WINDOWS - 1) + " windows; expected " + WINDOWS + ".");
    }

    @Test
    void totalsThatDifferInTheEighthDigitAreRefused() {
        List<Measurement> measurements = List.of(
                measurement("a", new Run.Output(WINDOWS, 1_000, 5)),
                measurement("b", new Run.Output(WINDOWS, 1_000.00001, 5)));

        assertThatThrownBy(() -> Agreement.check(measurements)).hasMessageContaining("different totals");
    }

    private static Measurement measurement(String peer, Run.Output output) {
        return new Measurement(peer, WORKLOAD, Duration.ofSeconds(1), Duration.ofSeconds(1), Optional.of(output));
    }
}
