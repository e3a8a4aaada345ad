package io.pitwall.pack.recording;

/** Acceleration along the three axes of a device, in g. */
record Acceleration(double x, double y, double z) {

    /** {@code |x| + |y| + |z|}, added from left to right as the sink's expression does. */
    double force() {
        return Math.abs(x) + Math.abs(y) + Math.abs(z);
    }
}
