package io.pitwall.sink.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a small one in memory, which a process mounts for itself where the system allows that. */
final class FullDiskIT {

    private static final String MOUNT = "mount -t tmpfs -o size=96m tmpfs \"$0\"";
    private static final long TIMEOUT_S = 120;

    @TempDir
    Path disk;

    @Test
    void aFullDiskCostsNothingAndIsNoDamage() throws Exception {
        assumeTrue(canMount(), "This system lets no process mount a small disk for itself (unshare -Urm, mount)");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        String said = run(
                MOUNT + " && exec \"$1\" -Xmx256m -cp \"$2\" " + FullDisk.class.getName() + " \"$0\"",
                disk.toString(),
                java,
                System.getProperty("java.class.path"));

        assertThat(said.lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("full: Cannot use the local state in " + disk)
                        .contains("No space left on device")
                        .contains("make room"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("reopening: Expected at least 32 MiB of free disk")
                        .contains("results pause until there is room"))
                .contains("after room was made: done", "sequence true", "damaged 0")
                .anySatisfy(line -> assertThat(line).matches("rows (\\d+) of \\1"));
    }

    private boolean canMount() throws IOException, InterruptedException {
        Process probe = process(MOUNT, disk.toString());
        probe.getInputStream().readAllBytes();
        return probe.waitFor() == 0;
    }

    private static String run(String... script) throws IOException, InterruptedException {
        Process process = process(script);
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    /** In namespaces of its own, where the mount is gone with the process. */
    private static Process process(String... script) throws IOException {
        List<String> command = new ArrayList<>(List.of("unshare", "-Urm", "sh", "-c"));
        command.addAll(List.of(script));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
