package io.pitwall.sink.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for RocksDB holds for the disk of the simulation. */
final class StateCacheContractTest {

    private static final LocalPosition AT_7 = new LocalPosition(Uuid.ONE_UUID, 0, 7, 1_000);

    @TempDir
    Path stateDirectory;

    static Stream<StateCaches> caches() {
        return Stream.of(
                new RocksCaches(32 << 20),
                new SimulatedDisk().localState(Path.of("unused")).caches());
    }

    @ParameterizedTest
    @MethodSource("caches")
    void aNewDirectoryIsEmpty(StateCaches caches) {
        try (StateCache cache = open(caches)) {
            assertThat(cache.position()).isEmpty();
            assertThat(cache.marker()).isEmpty();
            assertThat(cache.query()).isEmpty();
            assertThat(rows(cache)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("caches")
    void whatWasWrittenIsThereWhenItIsOpenedAgain(StateCaches caches) {
        Marker marker = Marker.initial(Uuid.ZERO_UUID, 3);
        QueryIdentity query = new QueryIdentity("count per 10 ms");
        try (StateCache cache = open(caches)) {
            cache.write(List.of(put("b", "2"), put("a", "1"), marker.toChange(), query.toChange()), AT_7);
        }

        try (StateCache cache = open(caches)) {
            assertThat(cache.position()).contains(AT_7);
            assertThat(cache.marker()).contains(marker);
            assertThat(cache.query()).contains(query);
            assertThat(rows(cache)).containsExactly("a=1", "b=2");
        }
    }

    @ParameterizedTest
    @MethodSource("caches")
    void laterChangesOfARowReplaceEarlierOnes(StateCaches caches) {
        try (StateCache cache = open(caches)) {
            cache.write(List.of(put("a", "1"), put("b", "1"), put("a", "2"), put("b", null)), AT_7);

            assertThat(rows(cache)).containsExactly("a=2");
        }
    }

    @ParameterizedTest
    @MethodSource("caches")
    void aDirectoryCanBeBegunAnew(StateCaches caches) {
        try (StateCache cache = open(caches)) {
            cache.write(List.of(put("a", "1")), AT_7);
        }

        try (StateCache cache = caches.openEmpty(directory())) {
            assertThat(cache.position()).isEmpty();
            assertThat(rows(cache)).isEmpty();
        }
    }

    private Path directory() {
        return stateDirectory.resolve("rows-0");
    }

    private StateCache open(StateCaches caches) {
        caches.prepare(directory());
        return caches.open(directory());
    }

    private static StateChange put(String key, @Nullable String value) {
        return new StateChange(("\u0001" + key).getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
    }

    private static List<String> rows(StateCache cache) {
        List<String> rows = new ArrayList<>();
        cache.forEachRow(
                (key, value) -> rows.add(new String(key, 1, key.length - 1, UTF_8) + "=" + new String(value, UTF_8)));
        return rows;
    }
}
