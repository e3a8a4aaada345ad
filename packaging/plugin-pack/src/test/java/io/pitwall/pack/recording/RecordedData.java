package io.pitwall.pack.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The folder of recorded telemetry beside the project. Tests that need it ask {@link #isPresent} in an {@code EnabledIf}. */
final class RecordedData {

    static final String ABSENT =
            "The recorded data is not there: expected the folder ../shared/data beside the project.";

    private static final Path FOLDER = Path.of(System.getProperty("pitwall.root", "."))
            .resolve("../shared/data")
            .normalize();

    private RecordedData() {}

    static boolean isPresent() {
        return Files.isDirectory(FOLDER);
    }

    static Path file(String relative) {
        return FOLDER.resolve(relative);
    }

    /** The files of a folder whose name contains {@code part}, by name. */
    static List<Path> files(String folder, String part) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().contains(part))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> gzipLines(Path file) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
