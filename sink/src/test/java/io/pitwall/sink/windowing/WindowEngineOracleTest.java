package io.pitwall.sink.windowing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.windowing.EngineUnderTest.Result;
import io.pitwall.sink.windowing.RandomCase.Shape;
import io.pitwall.sink.windowing.WindowEngine.Admission;
import io.pitwall.transforms.expression.EvaluationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random streams through the engine and through {@link NaiveEngine}, which keeps the rows of each window as a list. Commits,
 * restarts, updates and idle times fall anywhere. More cases: {@code -Dpitwall.cases=1000}.
 */
final class WindowEngineOracleTest {

    private static final int CASES = Integer.getInteger("pitwall.cases", 500);

    static Stream<Arguments> cases() {
        return Arrays.stream(Shape.values())
                .flatMap(shape -> LongStream.range(0, CASES).mapToObj(seed -> Arguments.of(shape, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void theEngineDoesWhatItsWindowsPromise(Shape shape, long seed) {
        RandomCase drawn = new RandomCase(shape, seed);
        EngineUnderTest engine = new EngineUnderTest(drawn.windows, drawn.query, drawn.settings);
        NaiveEngine naive = new NaiveEngine(drawn.windows, drawn.settings, drawn.conditions);
        Comparison comparison = new Comparison(drawn, engine, naive);

        if (seed % 2 == 1) {
            comparison.beShortOfMemory();
        }
        comparison.beInterrupted();
        for (NaiveRow row : drawn.rows) {
            comparison.add(row);
            comparison.haveBreak();
        }
        comparison.end();
    }

    /** One stream through both. */
    private static final class Comparison {
        private final RandomCase drawn;
        private final EngineUnderTest engine;
        private final NaiveEngine naive;
        private final Map<Admission, Integer> admitted = new EnumMap<>(Admission.class);
        private final List<Result> found = new ArrayList<>();
        private final List<Result> expected = new ArrayList<>();
        private int rejected;
        private boolean isShortOfMemory;

        Comparison(RandomCase drawn, EngineUnderTest engine, NaiveEngine naive) {
            this.drawn = drawn;
            this.engine = engine;
            this.naive = naive;
        }

        /** Keys leave the heap whenever they may. */
        void beShortOfMemory() {
            isShortOfMemory = true;
            engine.beShortOfMemory();
        }

        private void evict() {
            if (isShortOfMemory) {
                if (drawn.oneIn(2)) {
                    engine.evict();
                } else {
                    engine.evictSome();
                }
            }
        }

        /** Advances stop after a few results, and a restart may fall there. */
        void beInterrupted() {
            if (drawn.oneIn(2)) {
                engine.interruptAfter(1 + (int) drawn.randomLong(5), () -> {
                    if (drawn.oneIn(2)) {
                        engine.commit();
                    } else {
                        engine.commitAndRestart();
                    }
                    evict();
                });
            }
        }

        void add(NaiveRow row) {
            assertThat(admit(row)).as("fate of %s with %s", row, drawn).isEqualTo(fate(row));
            compare(row);
        }

        /** Empty where the row is rejected. */
        private Optional<Admission> admit(NaiveRow row) {
            try {
                Admission admission =
                        engine.add(row.key(), row.timeMs(), row.x() == null ? Map.of() : Map.of("x", row.x()));
                admitted.merge(admission, 1, Integer::sum);
                return Optional.of(admission);
            } catch (EvaluationException e) {
                rejected++;
                return Optional.empty();
            }
        }

        private Optional<Admission> fate(NaiveRow row) {
            if (row.x() instanceof String) {
                return Optional.empty();
            }
            boolean isFiltered = row.x() instanceof Number x && x.doubleValue() == RandomCase.FILTERED_X;
            return Optional.of(isFiltered ? Admission.FILTERED : naive.add(row));
        }

        void haveBreak() {
            if (drawn.settings.areUpdatesGiven() && drawn.oneIn(10)) {
                giveUpdates();
            }
            if (drawn.oneIn(7)) {
                engine.commit();
            }
            if (drawn.oneIn(20)) {
                engine.commitAndRestart();
            }
            if (drawn.oneIn(3)) {
                evict();
            }
            if (naive.streamTimeMs() != Long.MIN_VALUE && drawn.oneIn(15)) {
                letTimePass(1 + drawn.randomLong(5_000));
            }
        }

        private void letTimePass(long timeMs) {
            long untilMs = naive.streamTimeMs() + timeMs;
            engine.advanceTo(untilMs);
            naive.advanceTo(untilMs);
            compare("time until " + untilMs);
        }

        /** Which of the windows that did not change are given out as well is the engine's business. */
        private void giveUpdates() {
            compare("before updates");
            engine.giveUpdates();
            List<Result> updates = engine.takeResults();
            assertThat(updates).as("updates with %s", drawn).doesNotHaveDuplicates();
            assertThat(naive.updates(false)).as("open windows with %s", drawn).containsAll(updates);
            assertThat(updates).as("updates with %s", drawn).containsAll(naive.updates(true));
            naive.updatesGiven();
        }

        private void compare(Object step) {
            found.addAll(engine.takeResults());
            expected.addAll(naive.takeResults());
            if (drawn.isPrompt()) {
                assertThat(byKey(found))
                        .as("results at %s with %s", step, drawn)
                        .isEqualTo(byKey(expected));
                found.clear();
                expected.clear();
            }
        }

        /** Results of one key have an order. */
        private static Map<String, List<Result>> byKey(List<Result> results) {
            return results.stream().collect(Collectors.groupingBy(Result::key));
        }

        void end() {
            assertThat(admitted.values().stream().mapToInt(Integer::intValue).sum() + rejected)
                    .as("windowed + late + filtered + refused + rejected")
                    .isEqualTo(drawn.rows.size());
            if (naive.streamTimeMs() != Long.MIN_VALUE) {
                letTimePass(drawn.longestMs());
                letTimePass(drawn.longestMs());
            }
            assertThat(found).as("all results with %s", drawn).containsExactlyInAnyOrderElementsOf(expected);
            if (drawn.endsInTime()) {
                engine.assertHoldsNothing();
            }
        }
    }
}
