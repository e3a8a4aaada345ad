package io.pitwall.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A SisFall recording: 200 lines a second of nine integers, the first three from an accelerometer at a person's waist.
 *
 * <p>The example connector expects what a phone's motion sensor sends: 20 readings a second, in m/s², without gravity. So
 * ten lines become one reading, and gravity, their slowly moving mean, is taken off.
 */
final class SisFall {
    private static final double METRES_PER_SECOND_SQUARED = 32.0 / 8192 * 9.80665;
    private static final int LINES_PER_READING = 10;
    private static final long READING_NS = 50_000_000L;
    private static final double GRAVITY_MEMORY = 0.95;
    private static final int AXES = 3;
    private static final Pattern NUMBERS = Pattern.compile("\\s*[,;]\\s*");

    /** Any time will do for the first line: the files tell none. 2017-01-20T00:00:00Z, when the data set came out. */
    private static final long START_NS = 1_484_870_400_000_000_000L;

    private SisFall() {}

    static Ride ride(String name, List<String> lines) {
        List<Reading> readings = new ArrayList<>();
        double[] gravity = mean(lines, 0);
        for (int first = 0; first + LINES_PER_READING <= lines.size(); first += LINES_PER_READING) {
            double[] mean = mean(lines, first);
            for (int axis = 0; axis < AXES; axis++) {
                gravity[axis] = GRAVITY_MEMORY * gravity[axis] + (1 - GRAVITY_MEMORY) * mean[axis];
                mean[axis] -= gravity[axis];
            }
            readings.add(Reading.acceleration(START_NS + readings.size() * READING_NS, mean[0], mean[1], mean[2]));
        }
        return new Ride(name, readings, List.of(), false);
    }

    private static double[] mean(List<String> lines, int first) {
        double[] mean = new double[AXES];
        int last = Math.min(lines.size(), first + LINES_PER_READING);
        for (int line = first; line < last; line++) {
            String[] numbers = NUMBERS.split(lines.get(line).strip());
            for (int axis = 0; axis < AXES; axis++) {
                mean[axis] += number(numbers, axis, line) * METRES_PER_SECOND_SQUARED / LINES_PER_READING;
            }
        }
        return mean;
    }

    private static int number(String[] numbers, int axis, int line) {
        try {
            return Integer.parseInt(numbers[axis].strip());
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new DemoException("Line " + (line + 1) + " of the recording does not begin with three integers.");
        }
    }
}
