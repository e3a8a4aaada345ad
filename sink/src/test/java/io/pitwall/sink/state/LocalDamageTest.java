package io.pitwall.sink.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Whatever becomes of the files of a local directory: the shard opens, and its rows are those of the changelog. */
final class LocalDamageTest {

    private static final ShardId SHARD = new ShardId("crash", "rows", 0);
    private static final Uuid INPUT = new Uuid(1, 1);
    private static final long SEED = System.nanoTime();
    private static final int KEYS = 100;
    private static final int PLACES = 3;
    /** The first opening may find the damage while it reads, the second begins anew. */
    private static final int MAX_OPENINGS = 2;

    @TempDir
    Path scratch;

    private final InMemoryBroker broker = new InMemoryBroker();
    private final Random random = new Random(SEED);
    private Map<String, String> truth = new TreeMap<>();
    private long sequence;

    /** What may happen to a file. */
    enum Damage {
        MISSING,
        EMPTY,
        CUT,
        BIT_FLIPPED,
        ZEROED,
        LONGER,
        A_DIRECTORY;

        void strike(Path file, Random random) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            switch (this) {
                case MISSING -> Files.delete(file);
                case EMPTY -> Files.write(file, new byte[0]);
                case CUT -> Files.write(file, Arrays.copyOf(bytes, at));
                case BIT_FLIPPED -> {
                    if (bytes.length > 0) {
                        bytes[at] ^= (byte) (1 << random.nextInt(8));
                    }
                    Files.write(file, bytes);
                }
                case ZEROED -> {
                    Arrays.fill(bytes, at, Math.min(bytes.length, at + 64), (byte) 0);
                    Files.write(file, bytes);
                }
                case LONGER -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + 100);
                    Files.write(file, longer);
                }
                case A_DIRECTORY -> {
                    Files.delete(file);
                    Files.createDirectory(file);
                }
            }
        }
    }

    /** Several lives, so that there are several files of rows, and changes after the last of them. */
    @BeforeEach
    void fill() {
        for (int life = 0; life < 3; life++) {
            try (ShardState state = open(good())) {
                for (int commit = 0; commit < 4; commit++) {
                    commitSome(state);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void aDamagedFileNeverChangesWhatTheStateIs(Damage damage) throws IOException {
        for (String file : files(good())) {
            for (int place = 0; place < PLACES; place++) {
                Path stateDirectory = scratch.resolve("damaged");
                copy(good(), stateDirectory);
                damage.strike(SHARD.directory(stateDirectory).resolve(file), random);

                assertThat(rowsAfterOpening(stateDirectory))
                        .as("%s of %s, seed %d", damage, file, SEED)
                        .isEqualTo(truth);
                StateDirectory.discard(stateDirectory);
            }
        }
    }

    /** Each commit of the shard must get past what damages the files under it. */
    @ParameterizedTest
    @EnumSource(Damage.class)
    void aFileDamagedWhileItIsInUseNeverChangesWhatTheStateIs(Damage damage) throws IOException {
        for (String file : files(good())) {
            Path stateDirectory = scratch.resolve("damaged");
            copy(good(), stateDirectory);
            try (ShardState state = open(stateDirectory)) {
                strikeIfThere(damage, SHARD.directory(stateDirectory).resolve(file));
                commitSome(state);
            }

            assertThat(rowsAfterOpening(stateDirectory))
                    .as("%s of %s, seed %d", damage, file, SEED)
                    .isEqualTo(truth);
            StateDirectory.discard(stateDirectory);
        }
    }

    /** RocksDB deletes files that it needs no more, at any moment; such a one cannot be damaged. */
    private void strikeIfThere(Damage damage, Path file) throws IOException {
        try {
            damage.strike(file, random);
        } catch (NoSuchFileException e) {
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void aDirectoryThatIsTakenAwayWhileItIsInUseIsRestored() throws IOException {
        try (ShardState state = open(good())) {
            commitSome(state);
            Files.move(SHARD.directory(good()), scratch.resolve("gone"));
            commitSome(state);
        }

        assertThat(rowsAfterOpening(good())).isEqualTo(truth);
    }

    @Test
    void aFileInTheDirectorysPlaceIsMovedAside() throws IOException {
        Path directory = SHARD.directory(good());
        StateDirectory.discard(directory);
        Files.writeString(directory, "no directory");

        assertThat(rowsAfterOpening(good())).isEqualTo(truth);
        assertThat(directory.resolveSibling("rows-0.damaged")).hasContent("no directory");
    }

    @Test
    void theDirectoryOfAnotherPartitionIsNotTakenForOnesOwn() throws IOException {
        InMemoryBroker other = new InMemoryBroker();
        ShardId neighbour = new ShardId("crash", "rows", 1);
        StateDirectory.discard(neighbour.directory(good()));
        copyDirectory(SHARD.directory(good()), neighbour.directory(good()));
        LocalState local = new LocalState(good(), 32 << 20);

        try (ShardState state =
                ShardState.open(neighbour, INPUT, other.newChangelog(), local, () -> 1_000_000, () -> false)) {
            assertThat(rows(state)).isEmpty();
            assertThat(state.marker()).isEmpty();
        }
    }

    @Test
    void aDirectoryWhosePositionIsOfAnotherFormatIsRestored() throws RocksDBException {
        String directory = SHARD.directory(good()).toString();
        try (Options options = new Options();
                RocksDB rocks = RocksDB.open(options, directory)) {
            rocks.put(new byte[] {1, 'x'}, new byte[] {1});
            rocks.put(new byte[] {0, 1}, new byte[] {1, 0, 0, 0});
        }

        assertThat(rowsAfterOpening(good())).isEqualTo(truth);
    }

    private Path good() {
        return scratch.resolve("good");
    }

    private ShardState open(Path stateDirectory) {
        LocalState local = new LocalState(stateDirectory, 32 << 20);
        return ShardState.open(SHARD, INPUT, broker.newChangelog(), local, () -> 1_000_000, () -> false);
    }

    private void commitSome(ShardState state) {
        List<StateChange> changes = new ArrayList<>();
        Map<String, String> after = new TreeMap<>(truth);
        for (int change = 0; change < 40; change++) {
            String key = "key-" + random.nextInt(KEYS);
            if (random.nextInt(4) == 0) {
                after.remove(key);
                changes.add(new StateChange(rowKey(key), null));
            } else {
                String value = sequence + " " + Long.toString(random.nextLong(), Character.MAX_RADIX);
                after.put(key, value);
                changes.add(new StateChange(rowKey(key), value.getBytes(UTF_8)));
            }
        }
        Marker marker = new Marker(++sequence, sequence, 0, 0, Counters.ZERO, INPUT, 0);
        CommitOutcome outcome = state.commit(new Commit(List.of(), changes, marker));
        assertThat(outcome).isInstanceOfAny(CommitOutcome.Committed.class, CommitOutcome.Uncached.class);
        truth = after;
    }

    private Map<String, String> rowsAfterOpening(Path stateDirectory) {
        for (int opening = 1; ; opening++) {
            try (ShardState state = open(stateDirectory)) {
                assertThat(state.marker()).map(Marker::sequence).contains(sequence);
                return rows(state);
            } catch (RetriableException e) {
                if (opening == MAX_OPENINGS) {
                    throw e;
                }
            }
        }
    }

    private static Map<String, String> rows(ShardState state) {
        Map<String, String> rows = new TreeMap<>();
        state.forEachRow((key, value) -> rows.put(new String(key, UTF_8).substring(1), new String(value, UTF_8)));
        return rows;
    }

    private static byte[] rowKey(String key) {
        return ("\u0001" + key).getBytes(UTF_8);
    }

    private static List<String> files(Path stateDirectory) throws IOException {
        try (Stream<Path> files = Files.list(SHARD.directory(stateDirectory))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static void copy(Path fromState, Path toState) throws IOException {
        copyDirectory(SHARD.directory(fromState), SHARD.directory(toState));
    }

    private static void copyDirectory(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }
}
