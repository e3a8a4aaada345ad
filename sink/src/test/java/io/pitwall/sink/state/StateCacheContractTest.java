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

    @ParameterizedTest
    @MethodSource("caches")
    void rowsAreFoundByTheirKeys(StateCaches caches) {
        try (StateCache cache = open(caches)) {
            cache.write(List.of(put("a", "1")), AT_7);

            assertThat(cache.get(put("a", null).key())).isEqualTo(new byte[] {'1'});
            assertThat(cache.get(put("b", null).key())).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("caches")
    void aCursorBeginsAtAKeyOrBehindIt(StateCaches caches) {
        try (StateCache cache = open(caches)) {
            cache.writeIndex(List.of(indexed("a"), indexed("c"), indexed("b")));

            assertThat(keys(cache, indexed("b").key())).containsExactly("b", "c");
            assertThat(keys(cache, indexed("aa").key())).containsExactly("b", "c");
            assertThat(keys(cache, indexed("d").key())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("caches")
    void theIndexIsNotAmongTheRowsAndIsGoneOnceCleared(StateCaches caches) {
        try (StateCache cache = open(caches)) {
            cache.write(List.of(put("a", "1")), AT_7);
            cache.writeIndex(List.of(
                    indexed("a"), indexed("b"), new StateChange(indexed("a").key(), null)));
            assertThat(keys(cache, indexed("").key())).containsExactly("b");
            assertThat(rows(cache)).containsExactly("a=1");

            cache.clearIndex();

            assertThat(keys(cache, indexed("").key())).isEmpty();
            assertThat(cache.get(indexed("b").key())).isNull();
            assertThat(rows(cache)).containsExactly("a=1");
        }
    }

    @ParameterizedTest
    @MethodSource("caches")
    void rowsThatDifferInTheirPrefixAloneComeTogether(StateCaches caches) {
        try (StateCache cache = open(caches)) {
            cache.write(List.of(put("1k", "1"), put("1l", "2"), put("2k", "3"), put("2m", "4"), put("3k", "5")), AT_7);
            List<String> merged = new ArrayList<>();

            MergedRows.forEach(
                    cache,
                    List.of(
                            put("2", null).key(),
                            put("1", null).key(),
                            put("4", null).key()),
                    (key, value) -> merged.add(new String(value, UTF_8)));

            assertThat(merged).containsExactly("3", "1", "2", "4");
        }
    }

    private static StateChange indexed(String key) {
        return new StateChange(((char) LocalRows.INDEX + key).getBytes(UTF_8), new byte[0]);
    }

    private static List<String> keys(StateCache cache, byte[] from) {
        List<String> keys = new ArrayList<>();
        try (RowCursor cursor = cache.cursor(from)) {
            for (; cursor.isAtRow(); cursor.next()) {
                keys.add(new String(cursor.key(), 1, cursor.key().length - 1, UTF_8));
            }
        }
        return keys;
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
