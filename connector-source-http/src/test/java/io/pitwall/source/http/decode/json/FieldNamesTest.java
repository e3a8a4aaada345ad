package io.pitwall.source.http.decode.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class FieldNamesTest {

    private static final long SEED = Long.getLong("pitwall.seed", System.nanoTime());

    private final FieldNames names = new FieldNames();

    private boolean add(String name) {
        if (names.isFull()) {
            names.grow();
        }
        return names.add(name);
    }

    @Test
    void aNameOccursTwiceInItsObject() {
        names.openObject();

        assertThat(add("x")).isTrue();
        assertThat(add("y")).isTrue();
        assertThat(add(new String("x".toCharArray()))).isFalse();
    }

    @Test
    void anInnerObjectMayHaveTheNamesOfTheOuter() {
        names.openObject();
        add("x");
        names.openObject();

        assertThat(add("x")).isTrue();
    }

    @Test
    void theOuterObjectKeepsItsNamesOverAnInnerOne() {
        names.openObject();
        add("x");
        names.openObject();
        add("x");
        add("y");
        names.closeObject();

        assertThat(add("y")).isTrue();
        assertThat(add("x")).isFalse();
    }

    @Test
    void aSecondObjectBeginsWithoutNames() {
        names.openObject();
        add("x");
        names.closeObject();
        names.openObject();

        assertThat(add("x")).isTrue();
    }

    @Test
    void afterAResetNothingIsOpen() {
        names.openObject();
        add("x");
        names.openObject();
        add("y");

        names.reset();

        names.openObject();
        assertThat(add("x")).isTrue();
        assertThat(add("y")).isTrue();
    }

    @Test
    void anyObjectsAreJudgedAsASetPerObjectWouldJudgeThem() {
        Random random = new Random(SEED);
        Deque<Set<String>> oracle = new ArrayDeque<>();
        for (int i = 0; i < 200_000; i++) {
            int choice = random.nextInt(100);
            if (oracle.isEmpty() || (choice < 4 && oracle.size() < Json.MAX_DEPTH)) {
                names.openObject();
                oracle.push(new HashSet<>());
            } else if (choice < 7) {
                names.closeObject();
                oracle.pop();
            } else {
                // Few letters, so that names repeat and many share a hash code.
                String name = colliding(random.nextInt(1 << 9));
                assertThat(add(name))
                        .as("seed " + SEED)
                        .isEqualTo(oracle.element().add(name));
            }
        }
    }

    @Test
    void namesThatShareAHashCodeCostNoMoreThanOthers() {
        names.openObject();

        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 1 << 16; i++) {
                assertThat(add(colliding(i))).isTrue();
            }
        });
        assertThat(add(colliding(77))).isFalse();
        assertThatCode(names::closeObject).doesNotThrowAnyException();
    }

    /** "Aa" and "BB" have one hash code. */
    private static String colliding(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    @Test
    void whatIsGrownIsWhatWasAnnounced() {
        long announced = 0;
        names.openObject();
        for (int i = 0; i < 1_000; i++) {
            if (names.isFull()) {
                announced += names.bytesToGrow();
                names.grow();
            }
            names.add("f" + i);
        }

        assertThat(names.grownBytes()).isEqualTo(announced).isPositive();
    }
}
