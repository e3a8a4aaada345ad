package io.pitwall.benchmarks.compare;

import io.pitwall.benchmarks.rows.MagnitudeParser;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What any job over these rows costs at least: a plain consumer and {@link MagnitudeParser}, no state, no output. A program
 * of its own, started and ended like {@link StreamsJob}; it says when half of the rows and when all are taken.
 */
final class FloorJob {

    static final String READY = "ready";

    private FloorJob() {}

    static String taken(long rows) {
        return rows + " rows";
    }

    /** Arguments: bootstrap servers, topic, rows. */
    public static void main(String[] arguments) throws IOException {
        long rows = Long.parseLong(arguments[2]);
        System.out.println(READY);
        if (System.in.read() < 0) {
            return;
        }
        double total = 0;
        long taken = 0;
        MagnitudeParser magnitude = new MagnitudeParser();
        try (KafkaConsumer<byte[], byte[]> consumer =
                Topics.reader(arguments[0], new TopicPartition(arguments[1], 0))) {
            while (taken < rows) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    total += magnitude.parse(record.value());
                    taken++;
                    if (taken == rows / 2 || taken == rows) {
                        System.out.println(taken(taken));
                    }
                }
            }
        }
        System.err.println("total " + total);
        while (System.in.read() >= 0) {}
    }
}
