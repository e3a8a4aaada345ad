package io.pitwall.benchmarks.gateway;

import java.util.List;

/**
 * What is sent in one trial.
 *
 * @param requests the second half of them is measured
 * @param requestsPerSecond 0: each connection sends its next request when the last one is answered
 * @param seed of the bytes
 */
record Load(Shape shape, long requests, double requestsPerSecond, long seed) {

    static final int CONNECTIONS = 64;

    /** Not limited by acknowledgements: as fast as it is taken. */
    static final int UNLIMITED = Integer.MAX_VALUE;

    long rows() {
        return requests * shape.rowsPerRequest();
    }

    /** As a program's arguments. */
    List<String> arguments() {
        return List.of(shape.name(), Long.toString(requests), Double.toString(requestsPerSecond), Long.toString(seed));
    }

    /** The load in the first of these arguments. */
    static Load parse(List<String> arguments) {
        return new Load(
                Shape.valueOf(arguments.get(0)),
                Long.parseLong(arguments.get(1)),
                Double.parseDouble(arguments.get(2)),
                Long.parseLong(arguments.get(3)));
    }

    static final int ARGUMENTS = 4;
}
