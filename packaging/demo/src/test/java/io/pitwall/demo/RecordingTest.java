package io.pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingTest {
    @TempDir
    private Path dir;

    @Test
    void csvRowsAreSortedAndKeepTheirNanoseconds() throws IOException {
        Path file = dir.resolve("ride.csv");
        Files.writeString(
                file,
                """
                time,accelerometer-x,accelerometer-y,accelerometer-z,location-latitude,location-longitude,crash
                2024-04-10T15:16:12.6032771Z,1.0,2.0,3.0,,,true
                2024-04-10T15:16:12.503277Z,,,,50.1,14.3,
                """);

        Ride ride = Recording.read(file);

        assertThat(ride.readings())
                .containsExactly(
                        Reading.location(1_712_762_172_503_277_000L, 50.1, 14.3),
                        Reading.acceleration(1_712_762_172_603_277_100L, 1, 2, 3));
        assertThat(ride.crashes()).containsExactly(new Ride.Crash(1_712_762_172_603L, 1_712_762_172_603L));
    }

    @Test
    void aRowOfTheWrongWidthIsNamedByItsLine() throws IOException {
        Path file = dir.resolve("ride.csv");
        Files.writeString(file, "time,accelerometer-x\n2024-04-10T15:16:12Z\n");

        assertThatThrownBy(() -> Recording.read(file))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("Line 2");
    }

    @Test
    void sisFallBecomesTwentyReadingsASecondWithoutGravity() throws IOException {
        Path file = dir.resolve("D01_SA01_R01.txt");
        Files.writeString(file, "  17,-179, -99, -18,-504,-352,  76,-697,-279;\n".repeat(400));

        Ride ride = Recording.read(file);

        assertThat(ride.phone()).isEqualTo("D01_SA01_R01");
        assertThat(ride.readings()).hasSize(40);
        assertThat(ride.endNs() - ride.startNs()).isEqualTo(39 * 50_000_000L);
        assertThat(ride.readings()).allSatisfy(reading -> assertThat(reading.values())
                .allSatisfy((axis, value) -> assertThat(Math.abs(value)).isLessThan(1e-9)));
    }

    @Test
    void aMissingFileIsSaidInOneSentence() {
        assertThatThrownBy(() -> Recording.read(dir.resolve("none.csv")))
                .isInstanceOf(DemoException.class)
                .hasMessageStartingWith("There is no recording");
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        Path file = Files.writeString(dir.resolve("ride.parquet"), "PAR1");

        assertThatThrownBy(() -> Recording.read(file))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining(".csv");
    }

    @Test
    void thePhoneRecordingHoldsItsFourCrashes() {
        Path file = recorded("phone/recording-2024-04-10.csv.gz");

        Ride ride = Recording.read(file);

        assertThat(ride.readings()).hasSize(19_167);
        assertThat(ride.readings().stream().filter(Reading::isAcceleration)).hasSize(19_084);
        assertThat(ride.crashes()).hasSize(4);
        assertThat(ride.crashesAreKnown()).isTrue();
    }

    @Test
    void aSisFallRecordingIsReadToItsEnd() {
        Path file = recorded("sisfall/D01_SA01_R01.txt.gz");

        Ride ride = Recording.read(file);

        assertThat(ride.readings()).hasSizeGreaterThan(1_000);
        assertThat(ride.readings().get(0).values()).isNotEqualTo(Map.of());
        assertThat(ride.crashes()).isEqualTo(List.of());
    }

    private static Path recorded(String name) {
        Path file = Path.of(System.getProperty("pitwall.root"), "..", "shared", "data")
                .resolve(name);
        assumeTrue(Files.exists(file), "recorded data is absent: " + name);
        return file;
    }
}
