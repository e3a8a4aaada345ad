package io.pitwall.benchmarks.process;

import java.nio.file.Path;
import java.util.List;

/**
 * What the peers of a benchmark share.
 *
 * @param directory a scratch directory for state and logs
 * @param jvmOptions options of every peer's JVM, equal for all
 */
public record Setup(String bootstrapServers, Path directory, List<String> jvmOptions) {

    public Setup {
        jvmOptions = List.copyOf(jvmOptions);
    }
}
