package io.pitwall.benchmarks.gateway;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What Kafka costs at the least: a plain producer that sends the rows of the load, with the properties that a Connect
 * worker gives to the producer of a source task. A program of its own: waits for a line, sends, and ends with its
 * standard input.
 */
final class ProducerJob {

    private final Load load;
    private final String topic;
    private final List<byte[]> rows;
    private final Semaphore unacknowledged;
    private final Progress progress;

    private ProducerJob(Load load, String topic, int maxUnacknowledged) {
        this.load = load;
        this.topic = topic;
        this.unacknowledged = new Semaphore(maxUnacknowledged);
        this.progress = new Progress(load.rows());
        this.rows = load.shape().requests(load.seed()).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Arguments: a {@link Load}, bootstrap servers, topic, the greatest number of rows without acknowledgement. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> all = Arrays.asList(arguments);
        List<String> own = all.subList(Load.ARGUMENTS, all.size());
        ProducerJob job = new ProducerJob(Load.parse(all), own.get(1), Integer.parseInt(own.get(2)));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties(own.get(0)), new ByteArraySerializer(), new ByteArraySerializer())) {
            System.out.println(Progress.READY);
            if (System.in.read() < 0) {
                return;
            }
            job.run(producer);
            while (System.in.read() >= 0) {}
        }
    }

    private static Properties properties(String bootstrapServers) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false");
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE);
        return properties;
    }

    private void run(KafkaProducer<byte[], byte[]> producer) throws InterruptedException {
        Pace pace = Pace.fromNow(load.requestsPerSecond() * load.shape().rowsPerRequest());
        for (long row = 0; row < load.rows(); row++) {
            unacknowledged.acquire();
            send(producer, row, pace.awaitDue(row));
        }
        progress.awaitAll();
        System.out.println(progress.latency().line());
    }

    private void send(KafkaProducer<byte[], byte[]> producer, long row, long dueNanos) {
        byte[] value = rows.get((int) (row % rows.size()));
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, value), (metadata, failure) -> {
            if (failure != null) {
                failure.printStackTrace();
                System.exit(1);
            }
            unacknowledged.release();
            progress.acknowledge(row, System.nanoTime() - dueNanos);
        });
    }
}
