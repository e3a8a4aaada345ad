package io.pitwall.sink.state;

import static org.assertj.core.api.Assertions.assertThat;

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
        LocalPosition position = new LocalPosition(Uuid.ONE_UUID, 7, 1_000);
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
}
