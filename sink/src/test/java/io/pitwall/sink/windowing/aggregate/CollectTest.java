package io.pitwall.sink.windowing.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CollectTest {

    @Test
    void valuesOfAnyKindComeInOrderOfTimeAndEqualTimesInOrderOfArrival() {
        Slices slices = slices(10);
        slices.add(0, 5, "late");
        slices.add(0, 1, 1L);
        slices.add(0, 5, "later");
        slices.add(0, 3, true);
        slices.add(0, 3, null);
        slices.add(0, -3, 1.5);

        assertThat(slices.finish(0)).isEqualTo(List.of(1.5, 1L, true, "late", "later"));
    }

    @Test
    void aFullListKeepsTheEarliest() {
        Slices slices = slices(2);
        slices.add(0, 5, 5L);
        slices.add(0, 7, 7L);
        slices.add(0, 6, 6L);
        slices.add(0, 5, 55L);

        assertThat(slices.finish(0)).isEqualTo(List.of(5L, 55L));
    }

    @Test
    void theFirstValueThatPassesAMebibyteEndsTheList() {
        String half = "x".repeat(Collected.MOST_BYTES / 4 - 4);
        Slices slices = slices(10);
        slices.add(0, 1, half);
        slices.add(0, 2, half);
        assertThat((List<?>) slices.finish(0)).as("a mebibyte").hasSize(2);

        slices.add(0, 3, 1L);
        assertThat((List<?>) slices.finish(0)).as("8 bytes more").hasSize(2);

        slices.add(0, 0, 1L);
        assertThat((List<?>) slices.finish(0)).as("8 bytes more before them").hasSize(2);

        slices.add(0, 1, 1L);
        assertThat(slices.finish(0)).as("8 bytes that fit").isEqualTo(List.of(1L, half, 1L));
    }

    @Test
    void aSingleTextThatIsTooLongIsLeftOut() {
        Slices slices = slices(10);
        slices.add(0, 2, "x".repeat(Collected.MOST_BYTES / 2));
        slices.add(0, 3, 3L);
        slices.add(0, 1, 1L);

        assertThat(slices.finish(0)).isEqualTo(List.of(1L));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void slicesKeepWhatOneSliceKeepsWhereTheBytesAreTooMany(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Slices slices = slices(200);
        List<Long> times =
                LongStream.range(0, 60).map(i -> random.nextLong(30)).boxed().toList();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            texts.add(
                    "x".repeat(random.nextInt(4) == 0 ? random.nextInt(Collected.MOST_BYTES) : random.nextInt(50_000)));
            slices.add(0, times.get(i), texts.get(i));
        }
        long sliceMs = random.nextLong(1, 15);
        IntStream.range(0, times.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> times.get(i) / sliceMs))
                .forEach(i -> slices.add(2 + (int) (times.get(i) / sliceMs), times.get(i), texts.get(i)));
        IntStream.rangeClosed(2, 2 + (int) (30 / sliceMs)).forEach(slice -> slices.combine(1, slice));

        assertThat(slices.finish(1)).isEqualTo(slices.finish(0));
    }

    @Test
    void aListHasTheseBytes() {
        Slices slices = slices(10);
        slices.add(0, 1, true);
        slices.add(0, 2, 7L);
        slices.add(0, 3, 1.5);
        slices.add(0, 4, "é");

        byte[] bytes = slices.references(0).get(0);
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("0000000a" + "7fffffffffffffff"
                        + "0000000000000001" + "01" + "01"
                        + "0000000000000002" + "02" + "0000000000000007"
                        + "0000000000000003" + "03" + "3ff8000000000000"
                        + "0000000000000004" + "04" + "00000002" + "c3a9");
    }

    private static Slices slices(int most) {
        return new Slices(fields -> new Collect(fields, most));
    }
}
