package io.pitwall.demo;

import io.pitwall.local.FreePorts;

/** The three ports of the demo, all on the loopback interface. */
record Ports(int broker, int rest, int gateway) {

    /** With a free port in place of each 0. */
    Ports chosen() {
        return new Ports(chosen(broker), chosen(rest), chosen(gateway));
    }

    private static int chosen(int port) {
        return port == 0 ? FreePorts.next() : port;
    }

    void requireFree() {
        requireFree(broker, "the Kafka broker", "--broker-port");
        requireFree(rest, "the Connect REST API", "--rest-port");
        requireFree(gateway, "the HTTP gateway", "--gateway-port");
    }

    private static void requireFree(int port, String user, String option) {
        if (!FreePorts.isFree(port)) {
            throw new DemoException("Port " + port + " for " + user
                    + " is taken; stop what listens there, or choose another port with " + option
                    + " (0 takes any free one).");
        }
    }
}
