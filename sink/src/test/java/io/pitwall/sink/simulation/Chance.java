package io.pitwall.sink.simulation;

import java.util.List;
import java.util.Random;

/** Every decision of a simulation, from one seed. */
final class Chance {

    private final Random random;

    Chance(long seed) {
        random = new Random(seed);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** At least 0, and less than the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Both ends inclusive. */
    int between(int least, int greatest) {
        return least + random.nextInt(greatest - least + 1);
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** One of several numbers. */
    long oneOf(long... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
