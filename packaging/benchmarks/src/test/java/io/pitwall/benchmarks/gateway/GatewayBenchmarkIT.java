package io.pitwall.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The comparison itself, on few requests: no speed is asserted, only that everybody takes and writes the whole load. */
final class GatewayBenchmarkIT {

    @Test
    void everyPeerTakesTheWholeLoad() {
        StringWriter said = new StringWriter();
        CommandLine command = GatewayBenchmark.commandLine().setOut(new PrintWriter(said));

        int exitCode = command.execute(
                "--requests=400", "--batches=200", "--rate=200", "--seconds=2", "--rounds=1", "--rest=1");

        assertThat(exitCode).isZero();
        List<String> lines = said.toString()
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(0, line.indexOf(" |")))
                .toList();
        assertThat(lines)
                .containsExactly(
                        "| requests of one reading, 1 KiB",
                        "| bare Vert.x handler",
                        "| bare producer",
                        "| bare producer, 64 rows unacknowledged",
                        "| gateway, at least once",
                        "| gateway, exactly once",
                        "| gateway, at least once, `JsonConverter`",
                        "| requests of 100 rows",
                        "| bare producer",
                        "| gateway, at least once",
                        "| gateway, exactly once",
                        "| gateway, at least once, `JsonConverter`",
                        "| time to acknowledgement at 200 requests per second",
                        "| bare producer",
                        "| gateway, at least once",
                        "| gateway, exactly once");
    }
}
