package io.pitwall.source.http;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The gateway in a JVM of its own, under a worker whose broker has stalled: it does not poll until it is told that the
 * broker is back. Keeps nothing itself, so that the heap is the gateway's.
 *
 * <p>Arguments are {@code key=value}. Prints its port, answers each line {@code inflight} with a number of bytes, polls
 * from the line {@code go} on, and ends with its input.
 */
final class StalledWorker {

    private StalledWorker() {}

    public static void main(String... arguments) throws Exception {
        Map<String, String> config = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            config.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        HttpGatewaySourceTask task = new HttpGatewaySourceTask();
        task.initialize(new FakeTaskContext(config));
        task.start(config);
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicBoolean isBack = new AtomicBoolean();
        Thread worker = new Thread(() -> work(task, isBack, isOver), "stalled-worker");
        worker.start();
        System.out.println(task.port());
        obey(task, isBack);
        isOver.set(true);
        worker.join();
        task.stop();
    }

    private static void obey(HttpGatewaySourceTask task, AtomicBoolean isBack) throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String order = orders.readLine();
        while (order != null) {
            switch (order) {
                case "inflight" -> System.out.println(task.inflightBytes());
                case "go" -> isBack.set(true);
                default -> throw new IllegalArgumentException("Unknown order " + order);
            }
            order = orders.readLine();
        }
    }

    private static void work(HttpGatewaySourceTask task, AtomicBoolean isBack, AtomicBoolean isOver) {
        try {
            while (!isOver.get()) {
                if (isBack.get()) {
                    List<SourceRecord> batch = task.poll();
                    if (batch != null) {
                        batch.forEach(row -> task.commitRecord(row, FakeWorker.METADATA));
                    }
                } else {
                    TimeUnit.MILLISECONDS.sleep(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
