package io.pitwall.pack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FaultPlanTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 6, 100})
    void aPlanKillsAsOftenAsItIsTold(int kills) {
        FaultPlan plan = FaultPlan.of(1, kills, kills / 5);

        assertThat(plan.faults().stream().mapToInt(Fault::workerKills).sum()).isEqualTo(kills);
        assertThat(plan.faults().stream().mapToInt(Fault::brokerKills).sum()).isEqualTo(kills / 5);
    }

    @Test
    void theKillsOfABuildComeWithEveryOtherFault() {
        assertThat(FaultPlan.of(1, 5, 1).faults())
                .contains(Fault.PAUSE_A_WORKER, Fault.STOP_A_WORKER, Fault.RESTART_THE_CONNECTORS);
    }

    @Test
    void aSeedGivesTheSameFaultsInTheSameOrderAgain() {
        assertThat(FaultPlan.of(7, 100, 20)).isEqualTo(FaultPlan.of(7, 100, 20));
        assertThat(FaultPlan.of(7, 100, 20).faults())
                .isNotEqualTo(FaultPlan.of(8, 100, 20).faults());
    }
}
