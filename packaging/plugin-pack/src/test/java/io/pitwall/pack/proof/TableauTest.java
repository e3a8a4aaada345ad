package io.pitwall.pack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableauTest {

    private static final Tableau<String> EXPECTED = of("a=1", "b=2");

    @Test
    void theSameInAnotherOrderDiffersInNothing() {
        assertThat(of("b=2", "a=1").differencesFrom(EXPECTED)).isEmpty();
    }

    @Test
    void whatIsMissingIsTold() {
        assertThat(of("a=1").differencesFrom(EXPECTED)).containsExactly("b: expected b=2, found null");
    }

    @Test
    void whatIsDifferentIsTold() {
        assertThat(of("a=1", "b=3").differencesFrom(EXPECTED)).containsExactly("b: expected b=2, found b=3");
    }

    @Test
    void whatNobodyExpectsIsTold() {
        assertThat(of("a=1", "b=2", "c=3").differencesFrom(EXPECTED)).containsExactly("c: expected none, found c=3");
    }

    @Test
    void whatComesTwiceIsToldEvenIfItIsTheSame() {
        assertThat(of("a=1", "b=2", "a=1").repeated()).containsExactly("a");
    }

    private static Tableau<String> of(String... things) {
        return Tableau.of(List.of(things), thing -> thing.substring(0, 1), thing -> thing);
    }
}
