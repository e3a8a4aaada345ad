package io.pitwall.sink.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real task under the real {@code WorkerSinkTask}, through whatever may happen around them. {@code pitwall.schedules} says
 * how many schedules run, {@code pitwall.seed} runs one alone.
 */
final class SimulationTest {

    private static final int SCHEDULES = Integer.getInteger("pitwall.schedules", 500);
    /** Enough to expect everything that can happen to have happened. */
    private static final int MIN_SCHEDULES_TO_JUDGE = 300;

    @Test
    void everyScheduleKeepsTheInvariants() {
        Long onlySeed = Long.getLong("pitwall.seed");
        if (onlySeed != null) {
            new Schedule(onlySeed, Protocol.AS_BUILT).run();
            return;
        }
        long firstSeed = System.nanoTime();
        System.out.println(SCHEDULES + " schedules; their seeds begin with " + firstSeed);
        Map<Reached, Integer> reached = new EnumMap<>(Reached.class);
        for (int number = 0; number < SCHEDULES; number++) {
            Schedule schedule = new Schedule(firstSeed + number, Protocol.AS_BUILT);
            schedule.run();
            schedule.reached().forEach((what, times) -> reached.merge(what, times, Integer::sum));
        }
        System.out.println("They reached " + reached);
        if (SCHEDULES >= MIN_SCHEDULES_TO_JUDGE) {
            assertThat(reached).containsOnlyKeys(Reached.values());
        }
    }

    /** What the invariants are worth: a protocol that is broken on purpose does not get past them. */
    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = "AS_BUILT", mode = EnumSource.Mode.EXCLUDE)
    void aBrokenProtocolIsCaught(Protocol broken) {
        long firstSeed = System.nanoTime();
        System.out.println(broken + "; the seeds begin with " + firstSeed);

        assertThatThrownBy(() -> {
                    for (int number = 0; number < SCHEDULES; number++) {
                        new Schedule(firstSeed + number, broken).run();
                    }
                })
                .isInstanceOf(Schedule.FailedScheduleError.class)
                .hasCauseInstanceOf(Violation.class);
    }

    @Test
    void oneSeedTellsOneStory() {
        Schedule first = new Schedule(7, Protocol.AS_BUILT);
        Schedule second = new Schedule(7, Protocol.AS_BUILT);

        first.run();
        second.run();

        assertThat(second.story()).isEqualTo(first.story());
    }
}
