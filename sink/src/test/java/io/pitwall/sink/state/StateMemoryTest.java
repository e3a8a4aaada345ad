package io.pitwall.sink.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StateMemoryTest {

    private final StateMemory memory = new StateMemory(1_000);

    @Test
    void aShardThatIsAloneMayHaveEverything() {
        HeapShare share = memory.newShare();

        assertThat(share.report(0)).isEqualTo(1_000);
        assertThat(share.report(600)).isEqualTo(1_000);
    }

    @Test
    void whatNobodyUsesIsTakenStepByStepSoThatShardsThatGrowTogetherDoNotExceedIt() {
        HeapShare one = memory.newShare();
        HeapShare other = memory.newShare();

        assertThat(one.report(400)).isEqualTo(700);
        assertThat(other.report(400)).isEqualTo(500);
        assertThat(one.report(500)).isEqualTo(550);
    }

    @Test
    void aShardMayAlwaysHaveItsEqualPartThoughTheOthersHaveMore() {
        HeapShare greedy = memory.newShare();
        greedy.report(1_000);
        HeapShare late = memory.newShare();

        assertThat(late.report(0)).isEqualTo(500);
        assertThat(greedy.report(1_000)).isEqualTo(1_000);
        late.report(500);
        assertThat(greedy.report(1_000)).isEqualTo(750);
        assertThat(greedy.report(750)).isEqualTo(625);
    }

    @Test
    void whatAClosedShardHadIsForTheOthers() {
        HeapShare closed = memory.newShare();
        HeapShare other = memory.newShare();
        closed.report(900);

        closed.close();
        closed.close();

        assertThat(other.report(0)).isEqualTo(1_000);
    }

    @Test
    void aQuarterIsForRocksDbButNeverLessThanItNeeds() {
        assertThat(StateMemory.bytesForRocks(1L << 30)).isEqualTo(1L << 28);
        assertThat(StateMemory.bytesForRocks(16L << 20)).isEqualTo(8L << 20);
    }
}
