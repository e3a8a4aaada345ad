package io.pitwall.sink.windowing.keyed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyTableTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void behavesAsAMapUnderRandomAdditionsAndRemovals(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        KeyTable table = new KeyTable(KeyTableTest::state);
        Map<String, KeyState> model = new HashMap<>();

        for (int step = 0; step < 20_000; step++) {
            String key = "key-" + random.nextInt(500);
            KeyState state = table.findOrAdd(key.getBytes(StandardCharsets.UTF_8));
            assertThat(state).isSameAs(model.computeIfAbsent(key, unseen -> state));
            if (random.nextInt(3) == 0) {
                table.remove(state);
                model.remove(key);
            }
        }

        assertThat(table.size()).isEqualTo(model.size());
        Set<KeyState> live = new HashSet<>();
        table.forEach(live::add);
        assertThat(live).containsExactlyInAnyOrderElementsOf(model.values());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyKeyIsVisitedOnceWhileVisitedKeysAreRemoved(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        KeyTable table = new KeyTable(KeyTableTest::state);
        Set<KeyState> left = new HashSet<>();
        for (int key = 0; key < 1 + random.nextInt(3_000); key++) {
            left.add(table.findOrAdd(("key-" + key).getBytes(StandardCharsets.UTF_8)));
        }

        for (int round = 0; round < 5; round++) {
            List<KeyState> visited = new ArrayList<>();
            Set<KeyState> removed = new HashSet<>();
            table.forEach(state -> {
                visited.add(state);
                if (random.nextInt(2) == 0) {
                    table.remove(state);
                    removed.add(state);
                }
            });

            assertThat(visited).containsExactlyInAnyOrderElementsOf(left);
            left.removeAll(removed);
            assertThat(table.size()).isEqualTo(left.size());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aVisitThatStopsGoesOnInAnotherTableOfTheSameKeys(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            List<byte[]> keys = randomKeys(random);
            List<String> all = keys.stream().map(KeyTableTest::text).toList();
            KeyTable table = tableOf(keys);
            List<String> visited = new ArrayList<>();
            long bound = KeyState.ALL;
            while (bound > 0) {
                int enough = visited.size() + random.nextInt(1, 50);
                KeyTable present = table;
                bound = table.forEachBelow(
                        bound,
                        state -> {
                            visited.add(text(state.key));
                            if (random.nextInt(2) == 0) {
                                present.remove(state);
                                keys.remove(state.key);
                            }
                        },
                        () -> visited.size() >= enough);
                Collections.shuffle(keys, new Random(random.nextLong()));
                table = random.nextBoolean() ? tableOf(keys) : table;
            }

            assertThat(visited).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }

    private static List<byte[]> randomKeys(SplittableRandom random) {
        List<byte[]> keys = new ArrayList<>();
        int count = 1 + random.nextInt(300);
        int first = random.nextInt(1_000_000);
        for (int key = 0; key < count; key++) {
            keys.add(("key-" + (first + key)).getBytes(StandardCharsets.UTF_8));
        }
        return keys;
    }

    private static KeyTable tableOf(List<byte[]> keys) {
        KeyTable table = new KeyTable(KeyTableTest::state);
        keys.forEach(table::findOrAdd);
        return table;
    }

    @Test
    void keysAreVisitedInTheSameOrderOnEveryMachineForEver() {
        KeyTable table = new KeyTable(KeyTableTest::state);

        assertThat(table.findOrAdd("phone-1".getBytes(StandardCharsets.UTF_8)).order())
                .isEqualTo(3_607_371_846L);
        assertThat(table.findOrAdd("0f8fad5b-d9cb-469f-a165-70867728950e".getBytes(StandardCharsets.UTF_8))
                        .order())
                .isEqualTo(3_409_349_260L);
    }

    private static KeyState state(byte[] key, int hash) {
        Accumulators.Layout layout = new Accumulators.Layout(1, List.of());
        return new SortedKeyState(
                key, hash, layout, new HeapUse(), () -> new Scan((into, intoSlice, from, fromSlice) -> {}));
    }

    @Test
    void aRemovedKeyIsNotHeldInMemory() {
        KeyTable table = new KeyTable(KeyTableTest::state);
        WeakReference<KeyState> removed = new WeakReference<>(table.findOrAdd(new byte[] {1}));

        table.forEach(table::remove);

        await().until(() -> {
            System.gc();
            return removed.get() == null;
        });
        assertThat(table.size()).isZero();
    }
}
