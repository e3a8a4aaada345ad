package io.pitwall.demo;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A phone's recording as CSV with a header: {@code time} (ISO 8601), {@code accelerometer-x/-y/-z} and
 * {@code location-latitude/-longitude} where a row has them, {@code crash} (true, false or empty). Rows in any order.
 */
final class PhoneCsv {
    /** Rows labelled as a crash with less than this between them belong to one crash. */
    private static final long ONE_CRASH_MS = 1_000;

    private final List<String> header;

    private PhoneCsv(List<String> header) {
        this.header = header;
    }

    static Ride ride(List<String> lines) {
        if (lines.isEmpty()) {
            throw new DemoException("The recording is empty; expected a header and rows.");
        }
        PhoneCsv csv = new PhoneCsv(Arrays.asList(lines.get(0).split(",", -1)));
        List<Reading> readings = new ArrayList<>();
        List<Long> crashTimes = new ArrayList<>();
        for (int line = 1; line < lines.size(); line++) {
            csv.read(line + 1, lines.get(line), readings, crashTimes);
        }
        readings.sort(Comparator.comparingLong(Reading::timeNs));
        crashTimes.sort(Comparator.naturalOrder());
        return new Ride("phone", readings, crashes(crashTimes), csv.header.contains("crash"));
    }

    private void read(int lineNumber, String line, List<Reading> readings, List<Long> crashTimes) {
        String[] cells = line.split(",", -1);
        if (cells.length != header.size()) {
            throw new DemoException("Line " + lineNumber + " of the recording has " + cells.length
                    + " columns; the header has " + header.size() + ".");
        }
        try {
            Instant time = Instant.parse(cell(cells, "time").orElse(""));
            long timeNs = Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
            number(cells, "accelerometer-x")
                    .ifPresent(x -> readings.add(Reading.acceleration(
                            timeNs,
                            x,
                            number(cells, "accelerometer-y").orElse(0.0),
                            number(cells, "accelerometer-z").orElse(0.0))));
            number(cells, "location-latitude")
                    .ifPresent(latitude -> readings.add(Reading.location(
                            timeNs,
                            latitude,
                            number(cells, "location-longitude").orElse(0.0))));
            if (cell(cells, "crash").filter("true"::equalsIgnoreCase).isPresent()) {
                crashTimes.add(time.toEpochMilli());
            }
        } catch (DateTimeException | NumberFormatException e) {
            throw new DemoException("Line " + lineNumber + " of the recording has no time or a number that is none.");
        }
    }

    private Optional<Double> number(String[] cells, String column) {
        return cell(cells, column).map(Double::valueOf);
    }

    private Optional<String> cell(String[] cells, String column) {
        int index = header.indexOf(column);
        return index < 0 || cells[index].isEmpty() ? Optional.empty() : Optional.of(cells[index]);
    }

    private static List<Ride.Crash> crashes(List<Long> sortedTimes) {
        List<Ride.Crash> crashes = new ArrayList<>();
        for (long timeMs : sortedTimes) {
            int last = crashes.size() - 1;
            if (last >= 0 && timeMs - crashes.get(last).lastMs() < ONE_CRASH_MS) {
                crashes.set(last, new Ride.Crash(crashes.get(last).firstMs(), timeMs));
            } else {
                crashes.add(new Ride.Crash(timeMs, timeMs));
            }
        }
        return crashes;
    }
}
