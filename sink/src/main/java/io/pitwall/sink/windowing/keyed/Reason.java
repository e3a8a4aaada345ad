package io.pitwall.sink.windowing.keyed;

/** Why a key outside the heap must be looked at some time, if no row comes for it. */
public enum Reason {
    /** A window of it closes, or a slice is of no more use; in the time by which windows close. */
    CLOSING(0),
    /** What is left of it is over; in stream time. */
    LIFETIME(1);

    private final int number;

    Reason(int number) {
        this.number = number;
    }

    /** From 0 on, without gaps. */
    int number() {
        return number;
    }
}
