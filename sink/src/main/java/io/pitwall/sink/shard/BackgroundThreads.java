package io.pitwall.sink.shard;

import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Daemon threads for background work. They log under the connector context of the thread that hands them work, which a
 * worker does not pass on by itself.
 */
public final class BackgroundThreads implements Background {

    /** Most wait for a broker: as many producers as that are initialised at a time. */
    private static final int THREADS = 16;

    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor pool;

    public BackgroundThreads(String name) {
        pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable work) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        pool.execute(() -> runWith(context, work));
    }

    private static void runWith(@Nullable Map<String, String> context, Runnable work) {
        if (context != null) {
            MDC.setContextMap(context);
        }
        try {
            work.run();
        } finally {
            MDC.clear();
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
