package io.pitwall.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table that is painted over itself, for a terminal of at least 80 columns that knows ANSI sequences: a line that wraps
 * would be counted as one and leave its rest behind, and what has scrolled off the screen cannot be painted over.
 */
final class LiveScreen implements Screen {
    private static final String RESET = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String RED = "\u001b[1;31m";
    private static final String ALARM = "\u001b[1;97;41m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";

    /** The example connector alerts above this force. */
    private static final double ALARMING = 200;

    private static final double NOTABLE = 75;
    private static final int BAR_WIDTH = 27;
    private static final int CELLS_TO_ALARM = 18;
    private static final String MARK = "alert above " + (int) ALARMING + " ┊";

    /** Alerts that stay in sight, the newest ones. */
    private static final int MAX_ALERTS = 3;

    /** Blank lines, totals, the table's head, the line that counts what is left out, the line of the cursor. */
    private static final int LINES_BESIDE_PHONES_AND_ALERTS = 6;

    private static final String[] PARTS_OF_A_CELL = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

    private final PrintWriter out;
    private final List<Alert> alerts = new ArrayList<>();
    private final int maxPhones;
    private int paintedLines;

    /** A screen for a terminal of that many lines. */
    LiveScreen(PrintWriter out, int terminalLines) {
        this.out = out;
        this.maxPhones = Math.max(1, terminalLines - LINES_BESIDE_PHONES_AND_ALERTS - MAX_ALERTS);
    }

    @Override
    public void say(String line) {
        out.println(line);
        out.flush();
        paintedLines = 0;
    }

    @Override
    public void alarm(Alert alert) {
        alerts.add(alert);
    }

    @Override
    public void show(Board board, long acceptedReadings, Duration elapsed) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s%02d:%02d%s   rows %,d   windows %,d   late rows %,d   alerts %d",
                BOLD,
                elapsed.toMinutes(),
                elapsed.toSecondsPart(),
                RESET,
                acceptedReadings,
                board.windows(),
                board.lateRows(),
                alerts.size()));
        lines.add("");
        lines.add(DIM
                + String.format(
                        "%-13s%-14s%8s  %" + (CELLS_TO_ALARM + 1) + "s%" + (BAR_WIDTH - CELLS_TO_ALARM - 1 + 8)
                                + "s%7s",
                        "phone",
                        "window (UTC)",
                        "force",
                        MARK,
                        "samples",
                        "peak")
                + RESET);
        lines.addAll(phones(board));
        lines.add("");
        alerts.subList(Math.max(0, alerts.size() - MAX_ALERTS), alerts.size())
                .forEach(alert -> lines.add(ALARM + " " + Wording.alert(alert) + " " + RESET));
        paint(lines);
    }

    private List<String> phones(Board board) {
        List<String> lines = new ArrayList<>();
        board.phones().stream().limit(maxPhones).forEach(phone -> lines.add(line(phone, board.latest(phone))));
        int others = board.phones().size() - lines.size();
        if (others > 0) {
            lines.add(DIM + "and " + others + " more; a taller terminal shows them" + RESET);
        }
        return lines;
    }

    /** A name too long for its column would push the line beyond the edge of the terminal. */
    private static String line(String phone, Optional<Feature> latest) {
        return latest.map(feature -> String.format(
                        Locale.ROOT,
                        "%-13.12s%-14s%8.1f  %s%8d%7.1f",
                        phone,
                        Wording.time(feature.startMs()),
                        feature.force(),
                        bar(feature.force()),
                        feature.samples(),
                        feature.peak()))
                .orElse(String.format(Locale.ROOT, "%-13.12s%s", phone, "..."));
    }

    /** A bar up to {@link #BAR_WIDTH} cells, to the scale that puts the alarming force at a mark after two thirds. */
    private static String bar(double force) {
        double cells = Math.min(BAR_WIDTH, Math.max(0, force) / ALARMING * CELLS_TO_ALARM);
        int whole = (int) cells;
        String part = PARTS_OF_A_CELL[(int) ((cells - whole) * PARTS_OF_A_CELL.length)];
        StringBuilder bar = new StringBuilder("█".repeat(whole) + part);
        while (bar.length() < BAR_WIDTH) {
            bar.append(bar.length() == CELLS_TO_ALARM ? '┊' : ' ');
        }
        return colour(force) + bar + RESET;
    }

    private static String colour(double force) {
        if (force > ALARMING) {
            return RED;
        }
        return force > NOTABLE ? YELLOW : GREEN;
    }

    private void paint(List<String> lines) {
        StringBuilder frame = new StringBuilder();
        if (paintedLines > 0) {
            frame.append("\u001b[").append(paintedLines).append('A');
        }
        lines.forEach(line -> frame.append(line).append(CLEAR_TO_END_OF_LINE).append(System.lineSeparator()));
        out.print(frame);
        out.flush();
        paintedLines = lines.size();
    }
}
