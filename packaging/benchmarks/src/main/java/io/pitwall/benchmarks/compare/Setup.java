package io.pitwall.benchmarks.compare;

import java.nio.file.Path;
import java.util.List;

/**
 * What the peers of a comparison share.
 *
 * @param directory a scratch directory for state and logs
 * @param jvmOptions options of every peer's JVM, equal for all
 */
record Setup(String bootstrapServers, Path directory, List<String> jvmOptions) {

    Setup {
        jvmOptions = List.copyOf(jvmOptions);
    }
}
