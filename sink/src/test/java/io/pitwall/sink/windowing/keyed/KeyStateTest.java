package io.pitwall.sink.windowing.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.aggregate.ReferenceKind;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Slices against a sorted map of texts, where combining is writing one after the other: whoever leaves one out, takes one twice
 * or takes them in another order is found out.
 */
final class KeyStateTest {

    private static final Accumulators.Layout TEXTS = new Accumulators.Layout(0, List.of(ReferenceKind.TEXT));
    private static final int STEPS = 1_000;

    private final NavigableMap<Long, String> model = new TreeMap<>();
    private final Accumulators combined = new Accumulators(TEXTS, 1);

    /** The forms in which a key's slices are kept, and how far apart the test puts them. */
    private enum Form {
        RING(60, 1, 60, true),
        SORTED(60, 1, 1_000, false),
        DENSE_STACKS(60, 1_000, 1_000, true),
        SPARSE_STACKS(5_000, 1_000, 9_000, false);

        private final int span;
        private final long slicesPerWindow;
        private final long openSpan;
        private final boolean areNumbered;

        Form(int span, long slicesPerWindow, long openSpan, boolean areNumbered) {
            this.span = span;
            this.slicesPerWindow = slicesPerWindow;
            this.openSpan = openSpan;
            this.areNumbered = areNumbered;
        }

        KeyState newState() {
            Chunks chunks = Chunks.spanning(openSpan);
            return KeyStore.of(TEXTS, KeyStateTest::append, chunks, slicesPerWindow, areNumbered)
                    .add(new byte[] {'k'});
        }
    }

    static Stream<Arguments> keys() {
        return Arrays.stream(Form.values())
                .flatMap(form -> LongStream.rangeClosed(1, 5).mapToObj(seed -> Arguments.of(form, seed)));
    }

    private static void append(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        into.occupy(intoSlice);
        String before = into.reference(intoSlice, 0) instanceof String text ? text : "";
        into.setReference(intoSlice, 0, before + from.reference(fromSlice, 0));
    }

    /** As an engine does it: what windows need moves on, rows come late, windows are combined in order and now and then again. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("keys")
    void windowsHoldTheSlicesOfTheirPositionsInOrder(Form form, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        KeyState state = form.newState();
        int span = form.span;
        long size = span / 2;
        long oldest = -3L * span;
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    oldest += random.nextInt(10) == 0 ? random.nextInt(3 * span) : random.nextInt(1 + span / 20);
                    state.dropBefore(oldest);
                    model.headMap(oldest, false).clear();
                }
                case 1 -> assertCombined(state, state.closing(), oldest, oldest + size - 1);
                case 2 -> assertCombined(state, state.current(), oldest + size, oldest + span - 1);
                case 3 -> {
                    // Open windows that have changed are given out ahead of their closing.
                    long first = oldest + random.nextLong(size);
                    assertCombined(state, state.closing(), first, first + size - 1);
                }
                default -> write(state, oldest + random.nextInt(span), String.valueOf((char) ('a' + step % 26)));
            }
            assertSameSlices(state);
        }
    }

    /** As sessions and restored rows do. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("keys")
    void slicesAreDroppedFromTheMiddleToo(Form form, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        KeyState state = form.newState();
        int span = form.span;
        for (int step = 0; step < STEPS; step++) {
            long position = random.nextLong(span) - span / 2;
            if (random.nextInt(3) == 0) {
                long last = position + random.nextInt(1 + span / 5);
                state.drop(position, last);
                model.subMap(position, true, last, true).clear();
            } else {
                write(state, position, String.valueOf((char) ('a' + step % 26)));
            }
            assertSameSlices(state);
        }
    }

    private void write(KeyState state, long position, String text) {
        int slice = state.open(position);
        String before = state.slices().reference(slice, 0) instanceof String known ? known : "";
        state.slices().setReference(slice, 0, before + text);
        state.noteChanged(position);
        model.merge(position, text, String::concat);
    }

    private void assertCombined(KeyState state, Combiner combiner, long first, long last) {
        combined.clear(0);
        combiner.combine(state, first, last, combined);
        String expected = String.join("", model.subMap(first, true, last, true).values());
        assertThat(combined.reference(0, 0)).isEqualTo(expected.isEmpty() ? null : expected);
        assertThat(combined.isOccupied(0)).isEqualTo(!expected.isEmpty());
    }

    private void assertSameSlices(KeyState state) {
        NavigableMap<Long, Object> slices = new TreeMap<>();
        for (int rank = 0; rank < state.size(); rank++) {
            assertThat(state.rankOf(state.positionAt(rank))).isEqualTo(rank);
            int slice = state.sliceAt(rank);
            Object text = state.slices().reference(slice, 0);
            if (state.slices().isOccupied(slice)) {
                slices.put(state.positionAt(rank), String.valueOf(text));
            } else {
                assertThat(text).isNull();
            }
        }
        assertThat(slices).isEqualTo(model);
        if (!state.isEmpty()) {
            assertThat(state.oldest()).isEqualTo(model.firstKey());
            assertThat(state.newest()).isEqualTo(model.lastKey());
        }
    }
}
