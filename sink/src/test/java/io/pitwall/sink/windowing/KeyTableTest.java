package io.pitwall.sink.windowing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
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
        KeyTable table = new KeyTable(new Accumulators.Layout(1, java.util.List.of()));
        Map<String, KeyState> model = new HashMap<>();

        for (int step = 0; step < 20_000; step++) {
            String key = "key-" + random.nextInt(500);
            KeyState state = table.getOrAdd(key.getBytes(StandardCharsets.UTF_8));
            assertThat(state).isSameAs(model.computeIfAbsent(key, unseen -> state));
            if (random.nextInt(3) == 0) {
                table.remove(state);
                model.remove(key);
            }
        }

        assertThat(table.size()).isEqualTo(model.size());
        Set<KeyState> live = new HashSet<>();
        for (int index = 0; index < table.size(); index++) {
            live.add(table.get(index));
        }
        assertThat(live).containsExactlyInAnyOrderElementsOf(model.values());
    }

    @Test
    void aRemovedKeyIsNotHeldInMemory() {
        KeyTable table = new KeyTable(new Accumulators.Layout(1, java.util.List.of()));
        WeakReference<KeyState> removed = new WeakReference<>(table.getOrAdd(new byte[] {1}));

        table.remove(table.get(0));

        await().until(() -> {
            System.gc();
            return removed.get() == null;
        });
        assertThat(table.size()).isZero();
    }
}
