package io.pitwall.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.local.PluginPack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackContentIT {
    /** What the worker provides, and what a class loader sees twice at its peril. */
    private static final List<String> PROVIDED_BY_THE_WORKER =
            List.of("org/apache/kafka/", "org/slf4j/", "javax/ws/rs/", "jakarta/ws/rs/", "org/apache/logging/log4j/");

    private static final List<String> ONLY_FOR_BUILDING = List.of("org/junit/", "org/openjdk/jmh/", "org/assertj/");

    @TempDir
    private Path dir;

    private PluginPack pack;

    @BeforeEach
    void unpack() {
        pack = PluginPack.unpack(PluginPack.zip(Path.of(System.getProperty("pitwall.root"))), dir);
    }

    @Test
    void libHoldsOurJarsAndWhatTheyNeed() {
        assertThat(pack.lib())
                .extracting(jar -> jar.getFileName().toString())
                .anyMatch(name -> name.startsWith("pitwall-connector-source-http-"))
                .anyMatch(name -> name.startsWith("pitwall-transforms-"))
                .anyMatch(name -> name.startsWith("pitwall-sink-"))
                .anyMatch(name -> name.startsWith("vertx-core-"))
                .anyMatch(name -> name.startsWith("rocksdbjni-"))
                .anyMatch(name -> name.startsWith("hash4j-"))
                .anyMatch(name -> name.startsWith("sketches-java-"))
                .anyMatch(name -> name.startsWith("jackson-core-"));
    }

    @Test
    void libHoldsNothingTheWorkerProvides() throws IOException {
        assertThat(classesBelow(PROVIDED_BY_THE_WORKER)).isEmpty();
    }

    @Test
    void libHoldsNoTestOrBenchmarkCode() throws IOException {
        assertThat(classesBelow(ONLY_FOR_BUILDING)).isEmpty();
    }

    private List<String> classesBelow(List<String> folders) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path path : pack.lib()) {
            try (JarFile jar = new JarFile(path.toFile())) {
                jar.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.endsWith(".class"))
                        .filter(name -> folders.stream().anyMatch(name::startsWith))
                        .forEach(name -> found.add(path.getFileName() + "!" + name));
            }
        }
        return found;
    }
}
