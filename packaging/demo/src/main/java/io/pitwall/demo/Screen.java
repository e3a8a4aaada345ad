package io.pitwall.demo;

import java.time.Duration;

/** Where the demo shows itself. */
interface Screen {
    /** One step of the start, or one thing to know. */
    void say(String line);

    /** The present state; called several times a second. */
    void show(Board board, long acceptedReadings, Duration elapsed);

    /** An alert has come. */
    void alarm(Alert alert);
}
