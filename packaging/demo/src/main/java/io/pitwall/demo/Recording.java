package io.pitwall.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Rides from files: a phone's recording as CSV, or a SisFall recording; either gzipped or plain. */
final class Recording {
    private Recording() {}

    static Ride read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DemoException("There is no recording " + file + ".");
        }
        String name = file.getFileName().toString();
        try {
            List<String> lines = lines(file);
            if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
                return PhoneCsv.ride(lines);
            }
            if (name.endsWith(".txt") || name.endsWith(".txt.gz")) {
                return SisFall.ride(name.substring(0, name.indexOf(".txt")), lines);
            }
        } catch (IOException e) {
            throw new DemoException("The recording " + file + " cannot be read: " + e.getMessage());
        }
        throw new DemoException(
                "The recording " + file + " must be a phone's .csv or a SisFall .txt, gzipped (.gz) or not.");
    }

    private static List<String> lines(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                InputStream content = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                BufferedReader reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
