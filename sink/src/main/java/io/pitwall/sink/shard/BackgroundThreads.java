package io.pitwall.sink.shard;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Daemon threads for whatever waits on a broker or a disk, so that the task's thread never does for long. They log under
 * the connector context of the thread that hands them work, which a worker does not pass on by itself.
 */
public final class BackgroundThreads implements Executor, AutoCloseable {

    private static final int THREADS = 4;
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

    /** Takes no more work and does not wait for what is under way; queued work still runs. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
