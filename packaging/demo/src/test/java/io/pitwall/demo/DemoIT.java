package io.pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user runs it, on free ports. */
final class DemoIT {
    private static final Path ROOT = Path.of(System.getProperty("pitwall.root"));
    private static final List<String> FREE_PORTS = List.of("--broker-port=0", "--rest-port=0", "--gateway-port=0");

    @TempDir
    private Path temporary;

    @Test
    void onceEndsByItselfWithTheOneExpectedAlert() throws Exception {
        Finished demo = run(Stream.concat(Stream.of("--once", "--phones=3"), FREE_PORTS.stream()));

        assertThat(demo.exitCode()).as(demo.said()).isZero();
        assertThat(demo.said().lines().filter(line -> line.startsWith("CRASH")))
                .singleElement()
                .asString()
                .contains("rider-2");
        assertThat(demo.said()).contains("As expected").contains("/connectors?expand=status", "/phone ");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void theRecordedRideRaisesItsOneAlert() throws Exception {
        Path recording = ROOT.resolve("../shared/data/phone/recording-2024-04-10.csv.gz");
        assumeTrue(Files.exists(recording), "recorded data is absent");

        Finished demo =
                run(Stream.concat(Stream.of("--once", "--recording", recording.toString()), FREE_PORTS.stream()));

        assertThat(demo.exitCode()).as(demo.said()).isZero();
        assertThat(demo.said()).contains("19,167 rows accepted, 3,825 windows, 1 alert");
    }

    @Test
    void aTakenPortIsSaidInOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Finished demo = run(
                    Stream.of("--once", "--broker-port=0", "--rest-port=0", "--gateway-port=" + taken.getLocalPort()));

            assertThat(demo.exitCode()).isEqualTo(2);
            assertThat(demo.said()).hasLineCount(1).contains("Port " + taken.getLocalPort(), "--gateway-port");
        }
    }

    @Test
    void aMissingRecordingIsSaidInOneSentence() throws Exception {
        Finished demo = run(Stream.of("--recording", "no-such-file.csv"));

        assertThat(demo.exitCode()).isEqualTo(2);
        assertThat(demo.said()).hasLineCount(1).contains("no-such-file.csv");
    }

    @Test
    void anOldJavaIsSaidInOneSentence() throws Exception {
        Path jdk = temporary.resolve("jdk-11");
        Path bin = Files.createDirectories(jdk.resolve("bin"));
        Path java = Files.writeString(
                bin.resolve("java"),
                """
                #!/bin/sh
                echo "    java.home = /opt/jdk-11"
                echo "    java.specification.version = 11"
                """);
        assertThat(java.toFile().setExecutable(true)).isTrue();

        Finished demo = run(jdk, Stream.of("--once"));

        assertThat(demo.exitCode()).isEqualTo(2);
        assertThat(demo.said()).hasLineCount(1).contains("Java 17 or newer", "is Java 11");
    }

    private record Finished(int exitCode, String said) {}

    private Finished run(Stream<String> arguments) throws IOException, InterruptedException {
        return run(Path.of(System.getProperty("java.home")), arguments);
    }

    private Finished run(Path javaHome, Stream<String> arguments) throws IOException, InterruptedException {
        Path said = Files.createTempFile("pitwall-demo-it-", ".txt");
        List<String> command = new ArrayList<>(
                List.of("bash", ROOT.resolve("packaging/bin/pitwall").toString(), "demo"));
        arguments.forEach(command::add);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        Process demo = builder.start();
        try {
            assertThat(demo.waitFor(4, TimeUnit.MINUTES))
                    .as("the demo ends in time")
                    .isTrue();
            return new Finished(demo.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
        } finally {
            demo.destroyForcibly();
            Files.delete(said);
        }
    }
}
