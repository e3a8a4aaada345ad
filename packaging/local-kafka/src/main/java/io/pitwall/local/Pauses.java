package io.pitwall.local;

/** The pause between two looks at something outside this JVM. */
final class Pauses {
    private Pauses() {}

    static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting.", e);
        }
    }
}
