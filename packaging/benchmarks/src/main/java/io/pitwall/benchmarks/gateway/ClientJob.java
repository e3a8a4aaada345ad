package io.pitwall.benchmarks.gateway;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * HTTP clients, a thread and a kept-alive connection each. A program of its own: waits for a line, sends the load, and
 * ends with its standard input. An answer other than 200 ends it at once.
 */
final class ClientJob {

    private final int port;
    private final Load load;
    private final List<byte[]> requests;
    private final Progress progress;
    private final AtomicLong next = new AtomicLong();

    private ClientJob(int port, Load load) {
        this.port = port;
        this.load = load;
        this.progress = new Progress(load.requests());
        this.requests = load.shape().requests(load.seed()).stream()
                .map(rows -> HttpConnection.request(load.shape().body(rows)))
                .toList();
    }

    /** Arguments: a {@link Load}, port. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> all = Arrays.asList(arguments);
        ClientJob job = new ClientJob(Integer.parseInt(all.get(Load.ARGUMENTS)), Load.parse(all));
        System.out.println(Progress.READY);
        if (System.in.read() < 0) {
            return;
        }
        job.run();
        while (System.in.read() >= 0) {}
    }

    private void run() throws InterruptedException {
        Pace pace = Pace.fromNow(load.requestsPerSecond());
        for (int connection = 0; connection < Load.CONNECTIONS; connection++) {
            Thread thread = new Thread(() -> send(pace), "client-" + connection);
            thread.setUncaughtExceptionHandler((failed, e) -> {
                e.printStackTrace();
                System.exit(1);
            });
            thread.setDaemon(true);
            thread.start();
        }
        progress.awaitAll();
        System.out.println(progress.latency().line());
    }

    private void send(Pace pace) {
        try (HttpConnection connection = HttpConnection.open(port)) {
            long request = next.getAndIncrement();
            while (request < load.requests()) {
                long dueNanos = pace.awaitDue(request);
                connection.send(requests.get((int) (request % requests.size())));
                progress.acknowledge(request, System.nanoTime() - dueNanos);
                request = next.getAndIncrement();
            }
        } catch (IOException e) {
            throw new IllegalStateException("A connection broke.", e);
        }
    }
}
