package io.pitwall.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish to end, and the news that everything has. */
final class Stop {
    private static final long CLEAN_END_SECONDS = 30;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    void request() {
        requested.countDown();
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits that long, or until the end is wished for; tells whether it is. */
    boolean isRequestedWithin(long nanos) {
        try {
            return requested.await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    void finished() {
        finished.countDown();
    }

    /**
     * Lets Ctrl-C end the demo in good order: the JVM's hook only asks, and waits while the main thread stops worker and
     * broker one after the other, which hooks of their own, run all at once, could not.
     */
    void onInterrupt() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::requestAndAwaitTheEnd, "stop-demo"));
    }

    private void requestAndAwaitTheEnd() {
        request();
        try {
            if (!finished.await(CLEAN_END_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The demo did not stop within " + CLEAN_END_SECONDS + " s; ending it as it is.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
