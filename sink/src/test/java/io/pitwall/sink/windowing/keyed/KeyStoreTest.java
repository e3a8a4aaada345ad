package io.pitwall.sink.windowing.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.aggregate.ReferenceKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyStoreTest {

    private static final Accumulators.Layout LAYOUT = new Accumulators.Layout(2, List.of(ReferenceKind.TEXT));

    private final Rows rows = new Rows();
    private final Times times = new Times();
    private final KeyStore keys = newStore();

    private KeyStore newStore() {
        KeyStore store = KeyStore.of(LAYOUT, (into, intoSlice, from, slice) -> {}, Chunks.spanning(60), 16, true);
        store.evictTo(rows, times);
        return store;
    }

    /** What was persisted, and the index. */
    private static final class Rows implements ColdRows {
        private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);

        @Override
        public byte @Nullable [] get(byte[] rowKey) {
            return rows.get(rowKey);
        }

        @Override
        public void write(List<Entry> entries) {
            entries.forEach(entry -> put(entry.key(), entry.value()));
        }

        void put(byte[] key, byte @Nullable [] value) {
            if (value == null) {
                rows.remove(key);
            } else {
                rows.put(key, value);
            }
        }

        @Override
        public void scan(byte[] fromKey, Visitor visitor) {
            for (Map.Entry<byte[], byte[]> row : rows.tailMap(fromKey, true).entrySet()) {
                if (!visitor.visit(row.getKey(), row.getValue())) {
                    return;
                }
            }
        }
    }

    /** A key closes at the time that is its oldest position. */
    private static final class Times implements KeyWatch {
        @Override
        public long dueMs(Reason reason, KeyState state) {
            return reason == Reason.CLOSING && !state.isEmpty() ? state.oldest() : NEVER;
        }

        @Override
        public boolean hasOpenWindows(KeyState state) {
            return !state.isEmpty();
        }

        @Override
        public void loaded(KeyState state, long closesAtMs) {
            assertThat(state.oldest()).isEqualTo(closesAtMs);
        }

        @Override
        public void evicted() {}
    }

    private void write(String key, long position, String text) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        KeyState known = keys.find(bytes);
        KeyState state = known == null ? keys.add(bytes) : known;
        int slice = state.open(position);
        long before = keys.referredBytes(state, slice);
        state.slices().setWord(slice, 0, position);
        state.slices().setReference(slice, 0, text);
        keys.grown(state, slice, before);
        keys.changed(state, position);
    }

    private void commit() {
        keys.forEachChange(rows::put);
        keys.markPersisted();
    }

    private static String name(KeyState state) {
        return new String(state.key, StandardCharsets.UTF_8);
    }

    @Test
    void aKeyThatLeftTheHeapComesBackAsItWas() {
        write("a", 3, "three");
        write("a", 40, "forty");
        commit();
        keys.evict(0);
        assertThat(keys.counts()).isEqualTo(new KeyCounts(0, 1, 1));

        KeyState state = Objects.requireNonNull(keys.find(new byte[] {'a'}));

        assertThat(state.oldest()).isEqualTo(3);
        assertThat(state.slices().reference(state.sliceAt(state.rankOf(40)), 0)).isEqualTo("forty");
        assertThat(keys.counts()).isEqualTo(new KeyCounts(1, 0, 1));
    }

    @Test
    void aKeyThatHasChangedSinceTheCommitStays() {
        write("a", 3, "");
        write("b", 3, "");
        commit();
        write("b", 4, "");

        keys.evict(0);

        assertThat(keys.counts()).isEqualTo(new KeyCounts(1, 1, 1));
    }

    @Test
    void aKeyThatARowCameForLatelyStaysLonger() {
        for (int key = 0; key < 100; key++) {
            write("key-" + key, key % 60, "");
        }
        commit();
        keys.evict(keys.heapBytes());
        for (int key = 0; key < 10; key++) {
            keys.find(("key-" + key).getBytes(StandardCharsets.UTF_8));
        }
        List<String> left = new ArrayList<>();

        keys.evict(keys.heapBytes() / 2);

        keys.forEach(state -> left.add(name(state)));
        for (int key = 0; key < 10; key++) {
            assertThat(left).contains("key-" + key);
        }
    }

    @Test
    void aKeyThatWasNeverSeenIsNotFoundAmongThoseOutsideTheHeap() {
        write("a", 3, "");
        commit();
        keys.evict(0);

        assertThat(keys.find(new byte[] {'b'})).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000})
    void keysThatAreDueArex(int enough) {
        for (int key = 0; key < 1_000; key++) {
            write("key-" + key, key % 60, "");
        }
        commit();
        keys.evict(keys.heapBytes() / 4);
        List<String> visited = new ArrayList<>();

        keys.wake(Reason.CLOSING, 29);
        int[] inStep = {0};
        BooleanSupplier isEnough = () -> inStep[0] >= enough;
        for (long bound = KeyState.ALL; bound > 0; ) {
            inStep[0] = 0;
            bound = keys.forEachBelow(
                    bound,
                    state -> {
                        visited.add(name(state));
                        inStep[0]++;
                    },
                    isEnough);
            keys.evict(0);
        }

        assertThat(visited).doesNotHaveDuplicates().containsAll(dueThrough(29));
    }

    private static List<String> dueThrough(int position) {
        List<String> due = new ArrayList<>();
        for (int key = 0; key < 1_000; key++) {
            if (key % 60 <= position) {
                due.add("key-" + key);
            }
        }
        return due;
    }

    @Test
    void keysThatAreDueFirstAreLoadedFirst() {
        write("late", 9, "");
        write("early", 4, "");
        commit();
        keys.evict(0);
        assertThat(keys.earliestDueMs(Reason.CLOSING)).isEqualTo(4);

        assertThat(keys.loadDue(Reason.CLOSING, 8, 0)).isTrue();

        assertThat(keys.counts().hot()).isEqualTo(1);
        assertThat(keys.earliestDueMs(Reason.CLOSING)).isEqualTo(9);
        assertThat(keys.loadDue(Reason.CLOSING, 8, 0)).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverComesAndGoesWhatIsCountedInTheEndIsNothing(long seed) {
        long empty = keys.heapBytes();
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Long> oldest = new HashMap<>();
        for (int step = 0; step < 5_000; step++) {
            String key = "key-" + random.nextInt(300);
            long from = oldest.computeIfAbsent(key, unseen -> random.nextLong(1_000));
            write(key, from + random.nextInt(40), "x".repeat(random.nextInt(50)));
            if (random.nextInt(50) == 0) {
                commit();
            }
            if (random.nextInt(50) == 0) {
                keys.evict((long) (keys.heapBytes() * random.nextDouble()));
            }
        }
        commit();
        keys.wake(Reason.CLOSING, 2_000);

        keys.forEach(state -> {
            state.dropBefore(state.newest() + 1);
            keys.forget(state);
        });
        commit();

        assertThat(keys.size()).isZero();
        assertThat(rows.rows.headMap(new byte[] {ColdRows.INDEX}))
                .as("state rows; removals from the index may wait")
                .isEmpty();
        assertThat(keys.heapBytes()).isEqualTo(empty);
    }
}
