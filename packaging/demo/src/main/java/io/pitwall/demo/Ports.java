package io.pitwall.demo;

import io.pitwall.local.FreePorts;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The three ports of the demo, all on the loopback interface. */
record Ports(int broker, int rest, int gateway) {
    private static final int HIGHEST = 65_535;

    /** With a free port in place of each 0. */
    Ports chosen() {
        return new Ports(chosen(broker), chosen(rest), chosen(gateway));
    }

    private static int chosen(int port) {
        return port == 0 ? FreePorts.next() : port;
    }

    /** Every port that cannot be had, in one message: who frees one should not meet the next only then. */
    void requireFree() {
        String taken = Stream.of(
                        trouble(broker, "the Kafka broker", "--broker-port"),
                        trouble(rest, "the Connect REST API", "--rest-port"),
                        trouble(gateway, "the HTTP gateway", "--gateway-port"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(System.lineSeparator()));
        if (!taken.isEmpty()) {
            throw new DemoException(taken);
        }
    }

    private static Optional<String> trouble(int port, String user, String option) {
        if (port < 1 || port > HIGHEST) {
            return Optional.of(option + " must be between 0 and " + HIGHEST + "; found " + port + ".");
        }
        return FreePorts.isFree(port)
                ? Optional.empty()
                : Optional.of("Port " + port + " for " + user
                        + " is taken; stop what listens there, or choose another port with " + option
                        + " (0 takes any free one).");
    }
}
