package io.pitwall.transforms.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericColumnsTest {

    private static final int STEPS = 20_000;
    private static final int IDS = 40;

    private final NumericColumns columns = new NumericColumns();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void puttingRemovingAndClearingIsThatOfAMap(long seed) {
        Random random = new Random(seed);
        Map<Integer, Object> expected = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            int id = random.nextInt(IDS);
            switch (random.nextInt(50)) {
                case 0 -> {
                    columns.clear();
                    expected.clear();
                }
                case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> {
                    columns.remove(id);
                    expected.remove(id);
                }
                default -> {
                    Object number = random.nextBoolean() ? (Object) random.nextLong() : (Object) random.nextDouble();
                    columns.put(id, Cell.of(number));
                    expected.put(id, number);
                }
            }
            assertThat(contents()).as("seed %d, step %d", seed, step).isEqualTo(expected);
        }
    }

    private Map<Integer, @Nullable Object> contents() {
        Map<Integer, @Nullable Object> contents = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            contents.put(columns.id(i), columns.value(i).boxed());
        }
        assertThat(contents).hasSize(columns.size());
        return contents;
    }
}
