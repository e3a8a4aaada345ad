package io.pitwall.pack.recording;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reader of the phone recording: CSV with a header, gzipped, rows in no order. */
final class PhoneRecording {

    static final String FILE = "phone/recording-2024-04-10.csv.gz";

    private static final String HEADER =
            ",accelerometer-x,accelerometer-y,accelerometer-z,location-latitude,location-longitude,time,crash";
    private static final int COLUMNS = 8;

    private PhoneRecording() {}

    /** The rows, sorted by time. */
    static List<PhoneRow> read(Path file) {
        List<String> lines = RecordedData.gzipLines(file);
        if (!lines.get(0).equals(HEADER)) {
            throw new IllegalArgumentException("Expected the header `" + HEADER + "` in " + file);
        }
        return lines.stream()
                .skip(1)
                .map(PhoneRecording::row)
                .sorted(Comparator.comparingLong(PhoneRow::timeNs))
                .toList();
    }

    static PhoneRow row(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalArgumentException("Expected " + COLUMNS + " columns, found " + cells.length);
        }
        return new PhoneRow(
                epochNanos(Instant.parse(cells[6])),
                cells[1].isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Acceleration(number(cells[1]), number(cells[2]), number(cells[3]))),
                cells[4].isEmpty()
                        ? Optional.empty()
                        : Optional.of(new PhoneRow.Location(number(cells[4]), number(cells[5]))),
                cells[7].equals("true"));
    }

    private static double number(String cell) {
        return Double.parseDouble(cell);
    }

    private static long epochNanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
