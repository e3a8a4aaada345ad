package io.pitwall.sink.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStoreTest {

    @TempDir
    Path stateDirectory;

    @Test
    void aDirectoryThatIsOpenInThisProcessIsLeftWhereItIs() {
        Path directory = stateDirectory.resolve("rows-0");
        RocksMemory memory = RocksMemory.shared(32 << 20);
        LocalPosition position = new LocalPosition(Uuid.ONE_UUID, 0, 7, 1_000);
        try (LocalStore first = LocalStore.open(directory, memory);
                LocalStore second = LocalStore.open(directory, memory)) {
            first.write(List.of(), position);

            assertThat(first.position()).contains(position);
            assertThat(second.directory()).isNotEqualTo(directory);
            assertThat(second.position()).isEmpty();
        }
        try (LocalStore again = LocalStore.open(directory, memory)) {
            assertThat(again.position()).contains(position);
        }
    }

    @Test
    void aStandInOfAProcessThatIsGoneIsDeleted() throws IOException {
        Path standIn = stateDirectory.resolve("rows-0.1234567890123");
        LocalStore.open(standIn, RocksMemory.shared(32 << 20)).close();

        LocalStore.open(stateDirectory.resolve("rows-0"), RocksMemory.shared(32 << 20))
                .close();

        assertThat(standIn).doesNotExist();
    }

    @Test
    void aStandInOfAnotherShardIsLeftWhereItIs() throws IOException {
        Path standIn = Files.createDirectories(stateDirectory.resolve("rows-1.1234567890123"));

        LocalStore.open(stateDirectory.resolve("rows-0"), RocksMemory.shared(32 << 20))
                .close();

        assertThat(standIn).isEmptyDirectory();
    }

    @Test
    void aPlaceThatNobodyMayWriteToIsRefusedWithTheRemedyAndIsNoDamage() {
        long damagedBefore = StateDirectory.damagedCount();
        Path nowhere = Path.of("/proc/pitwall/rows-0");

        assertThatThrownBy(() -> new RocksCaches(32 << 20).prepare(nowhere))
                .isInstanceOf(LocalStateException.class)
                .hasMessageContaining(nowhere.toString())
                .hasMessageContaining("let state.dir name one the worker may write to");
        assertThat(StateDirectory.damagedCount()).isEqualTo(damagedBefore);
    }

    @Test
    void aClosedStoreFailsInsteadOfEndingTheProcess() {
        LocalStore store = LocalStore.open(stateDirectory.resolve("rows-0"), RocksMemory.shared(32 << 20));
        store.close();

        assertThatThrownBy(store::position).isInstanceOf(LocalStateException.class);
        assertThatThrownBy(() -> store.forEachRow((key, value) -> {})).isInstanceOf(LocalStateException.class);
        assertThatThrownBy(store::flush).isInstanceOf(LocalStateException.class);
    }
}
