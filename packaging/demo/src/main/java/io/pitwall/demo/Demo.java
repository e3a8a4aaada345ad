package io.pitwall.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One run: start everything, send the phones off, show what comes out, and judge it where that was asked for. */
final class Demo {
    private static final Duration POLL = Duration.ofMillis(150);
    private static final int EXPECTATION_MET = 0;
    private static final int EXPECTATION_MISSED = 1;

    /** How long after the last message the last windows may take: idle time, grace, window size, and a slow machine. */
    private static final Duration OUTPUT_TIMEOUT = Duration.ofSeconds(60);

    private final DemoOptions options;
    private final Screen screen;
    private final Stop stop;

    Demo(DemoOptions options, Screen screen, Stop stop) {
        this.options = options;
        this.screen = screen;
        this.stop = stop;
    }

    int run(Path zip, Path dir) {
        Optional<Ride> recorded = options.recording().map(Recording::read);
        options.ports().requireFree();
        screen.say("Starting Pitwall on this machine");
        try (LocalStack stack = LocalStack.start(zip, dir, options.ports(), screen::say);
                Outputs outputs = new Outputs(stack.bootstrapServers())) {
            stack.createConnectors(screen::say);
            introduce(stack);
            List<Ride> rides = recorded.map(List::of).orElseGet(this::simulated);
            List<Rider> riders = sendOff(rides, stack.gateway());
            return watch(rides, riders, outputs);
        }
    }

    private void introduce(LocalStack stack) {
        screen.say("");
        screen.say("  Open         " + stack.connectors() + "   the connectors");
        screen.say("               " + stack.gatewayHealth() + "   the gateway's health");
        screen.say("               " + stack.phonePage() + "   makes a browser with motion sensors another phone");
        screen.say("  POST to      " + stack.gateway());
        screen.say("  Read from    " + stack.bootstrapServers() + "   topics rows, features, alerts, late");
        if (!options.once()) {
            screen.say("  Ctrl-C ends the demo.");
        }
        screen.say("");
    }

    private List<Ride> simulated() {
        return new SimulatedRides(Instant.now(), options.rideLength(), options.crashAfter()).of(options.phones());
    }

    private List<Rider> sendOff(List<Ride> rides, URI gateway) {
        List<Rider> riders = rides.stream()
                .map(ride -> new Rider(ride, gateway, options.speed(), stop))
                .toList();
        riders.forEach(Rider::start);
        return riders;
    }

    private int watch(List<Ride> rides, List<Rider> riders, Outputs outputs) {
        Board board = new Board(rides);
        Verdict verdict = new Verdict(rides);
        long startNanos = System.nanoTime();
        long deadlineNanos = startNanos + rideTime(rides).plus(OUTPUT_TIMEOUT).toNanos();
        int alarms = 0;
        while (!stop.isRequested()) {
            outputs.pollInto(board, POLL);
            for (; alarms < board.alerts().size(); alarms++) {
                screen.alarm(board.alerts().get(alarms));
            }
            screen.show(board, accepted(riders), Duration.ofNanos(System.nanoTime() - startNanos));
            Optional<String> trouble =
                    riders.stream().flatMap(rider -> rider.trouble().stream()).findFirst();
            if (trouble.isPresent()) {
                return missed(trouble.get());
            }
            if (options.once() && riders.stream().allMatch(Rider::isHome) && verdict.everyWindowIsOut(board)) {
                return judge(verdict, board, riders);
            }
            if (options.once() && System.nanoTime() > deadlineNanos) {
                return missed("The windows of some phone had not all come out after "
                        + Duration.ofNanos(deadlineNanos - startNanos).toSeconds() + " s.");
            }
        }
        screen.say("Stopping.");
        return EXPECTATION_MET;
    }

    private Duration rideTime(List<Ride> rides) {
        long longestNs = rides.stream()
                .mapToLong(ride -> ride.endNs() - ride.startNs())
                .max()
                .orElse(0);
        return Duration.ofNanos((long) (longestNs / options.speed()));
    }

    private int judge(Verdict verdict, Board board, List<Rider> riders) {
        List<String> complaints = verdict.complaints(board.alerts());
        if (!complaints.isEmpty()) {
            return missed(String.join(" ", complaints));
        }
        screen.say("");
        screen.say(String.format(
                Locale.ROOT,
                "%s: %,d rows accepted, %,d windows, %d alert%s.",
                verdict.isFounded() ? "As expected" : "Done, with no labels in the recording to judge by",
                accepted(riders),
                board.windows(),
                board.alerts().size(),
                board.alerts().size() == 1 ? "" : "s"));
        return EXPECTATION_MET;
    }

    private int missed(String why) {
        screen.say("");
        screen.say("Not as expected. " + why);
        return EXPECTATION_MISSED;
    }

    private static long accepted(List<Rider> riders) {
        return riders.stream().mapToLong(Rider::acceptedReadings).sum();
    }
}
