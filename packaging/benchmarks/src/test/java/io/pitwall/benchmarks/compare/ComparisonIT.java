package io.pitwall.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The comparison itself, on few rows: no speed is asserted, only that all peers do the same. */
final class ComparisonIT {

    private static final int ROWS = 20_000;
    private static final int KEYS = 50;

    @Test
    void everyPeerTakesPartAndPutsOutTheSameWindows() {
        StringWriter said = new StringWriter();
        CommandLine command = Comparison.commandLine().setOut(new PrintWriter(said));

        int exitCode = command.execute("--rows=" + ROWS, "--keys=" + KEYS, "--heap=512m", "--rest=1");

        assertThat(exitCode).isZero();
        String windows = String.format(Locale.ROOT, "%,d", new Workload(KEYS, ROWS, 1).windowsClosedBy(ROWS));
        List<String> lines = said.toString()
                .lines()
                .filter(line -> line.contains(" | 50 | "))
                .toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("| Pitwall |").contains("| " + windows + " |");
        assertThat(lines.get(1)).startsWith("| Kafka Streams |").contains("| " + windows + " |");
        assertThat(lines.get(2)).startsWith("| floor");
    }
}
