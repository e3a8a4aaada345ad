package io.pitwall.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ConfigReferenceTest {
    private static final String WRITE_COMMAND =
            "mvn -pl packaging/plugin-pack -am test -Dtest=ConfigReferenceTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dpitwall.reference=write";

    private final Path folder =
            Path.of(System.getProperty("pitwall.root")).resolve("docs").resolve("reference");

    @Test
    void committedReferenceSaysWhatThePluginsDefine() throws IOException {
        SortedMap<String, String> pages = ConfigReference.pages(Plugins.listed());
        pages.put(MetricReference.PAGE, MetricReference.page());
        if (System.getProperty("pitwall.reference", "").equals("write")) {
            write(pages);
        }

        assertThat(committed())
                .as("docs/reference differs from what the plugins define; write it anew with `%s`", WRITE_COMMAND)
                .isEqualTo(pages);
    }

    private SortedMap<String, String> committed() throws IOException {
        SortedMap<String, String> pages = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                pages.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return pages;
    }

    private void write(SortedMap<String, String> pages) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        for (String name : pages.keySet()) {
            Files.writeString(folder.resolve(name), pages.get(name));
        }
    }
}
