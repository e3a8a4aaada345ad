package io.pitwall.pack.recording;

import java.nio.file.Path;
import java.util.List;

/**
 * Reader of SisFall recordings: 200 lines a second of nine integers, of which the first three are the ADXL345's axes.
 *
 * @param name the file's name without its endings, such as {@code F01_SA01_R01}: activity, subject, trial
 */
record SisFallRecording(String name, List<Acceleration> samples) {

    static final long SAMPLE_INTERVAL_MS = 5;

    /** The ADXL345 tells ±16 g in 13 bits. */
    private static final double G_PER_STEP = 32.0 / 8192;

    private static final int COLUMNS = 9;

    SisFallRecording {
        samples = List.copyOf(samples);
    }

    static SisFallRecording read(Path file) {
        String name = file.getFileName().toString().replace(".txt.gz", "");
        List<Acceleration> samples = RecordedData.gzipLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(SisFallRecording::sample)
                .toList();
        return new SisFallRecording(name, samples);
    }

    static Acceleration sample(String line) {
        String[] steps = line.replace(";", "").split(",", -1);
        if (steps.length != COLUMNS) {
            throw new IllegalArgumentException("Expected " + COLUMNS + " columns, found " + steps.length);
        }
        return new Acceleration(inG(steps[0]), inG(steps[1]), inG(steps[2]));
    }

    long durationMs() {
        return samples.size() * SAMPLE_INTERVAL_MS;
    }

    private static double inG(String steps) {
        return Integer.parseInt(steps.strip()) * G_PER_STEP;
    }
}
